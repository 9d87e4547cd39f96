/** Puts an open studio together from what the page brought, and takes it apart again. Runs in the browser only. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { mainFile } from '#media/core/asset/main-file.ts'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { type Placement, toRecording } from '#media/core/asset/placement.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { cameraCommands } from '../cameras/camera-keys.ts'
import { CameraSet } from '../cameras/camera-set.ts'
import { createHlsClock, type HlsClock } from '../clock/hls-clock.ts'
import { createTimerClock } from '../clock/timer-clock.ts'
import { registerCodebookKeys } from '../codebook/codebook-keys.ts'
import { type Devices, openDevices } from '../devices/open-devices.ts'
import { fetchStateAt } from '../history/fetch-state.ts'
import { TimeTravel } from '../history/time-travel.ts'
import { KeyRegistry } from '../keys/keys.ts'
import { registerMarksKeys } from '../marks/marks-keys.ts'
import { registerPeopleKeys } from '../people/people-keys.ts'
import { Presence } from '../people/presence.ts'
import { createFrameScheduler } from '../scheduler/frame-scheduler.ts'
import { registerSearchKeys } from '../search/search-keys.ts'
import { StudioSearch } from '../search/studio-search.ts'
import { openSession, type SessionAsset } from '../session/session.ts'
import type { StudioParts } from '../studio-context.tsx'
import { BrowserJournal, type Journal, MemoryJournal } from '../sync/journal.ts'
import { fetchSnapshot, trpcTransport } from '../sync/trpc-transport.ts'
import { Tagger } from '../tags/tagger.ts'
import { TimeNames } from '../timeline/time-names.ts'
import { Timeline } from '../timeline/timeline.ts'
import { registerTimelineKeys } from '../timeline/timeline-keys.ts'
import { listenForPaste } from '../tools/clipboard/listen-for-paste.ts'
import { browserClipboard } from '../tools/clipboard/system-clipboard.ts'
import { registerEditingKeys } from '../tools/editing-keys.ts'
import { Editor } from '../tools/editor.ts'
import { LabelKeyer } from '../tools/label-keys/label-keyer.ts'
import { openRating } from '../traces/open-rating.ts'
import { baseUrlOf } from './base-url.ts'
import { followLabels } from './follow-labels.ts'
import { followManifests } from './follow-manifest.ts'
import { type FollowedPlaces, followPlaces } from './follow-places.ts'
import { addMediaRows } from './media-rows.ts'
import { keyStorage, openSettings } from './settings.ts'
import { SidePanelState } from './side-panel-state.ts'
import type { StudioData } from './studio-data.ts'
import { StudioNews } from './studio-news.ts'
import { type AddressState, keepInAddress, readAddress } from './url-state.ts'

/** A file as the studio holds it: what others change about it is written here. */
export interface StudioFile extends SessionAsset {
  readonly title: Signal<string>
  readonly placement: Signal<Placement>
}

export interface OpenedStudio extends StudioParts, Disposable {
  readonly clock: HlsClock
  readonly main: SessionAsset
  readonly devices: Devices
  /** All files as the studio holds them, the main one among them. */
  readonly files: readonly StudioFile[]
  readonly cameras: CameraSet
  readonly places: FollowedPlaces
  /** Of the main file, as it is now. */
  readonly manifest: ReadonlySignal<AssetManifest>
  /** False where the browser gave no database: unsaved changes then live only as long as the page. */
  readonly journalled: boolean
}

/** @throws with a plain sentence when a file of the recording cannot be read. */
export async function openStudio(data: StudioData): Promise<OpenedStudio> {
  const stack = new DisposableStack()
  try {
    const [assets, journal, snapshot, settings] = await Promise.all([
      readAssets(data),
      openJournal(),
      fetchSnapshot(data.recording.id),
      openSettings(data.user.id),
    ])
    stack.use(settings)
    const main = assets.find((a) => a.main) ?? assets[0]!
    const scheduler = stack.use(createFrameScheduler())
    const address = readAddress(window.location.search)
    const transport = trpcTransport(data.recording.id, data.user.id)
    let clock: HlsClock | null = null
    const session = stack.use(
      await openSession({
        recordingId: data.recording.id,
        recordingName: data.recording.name,
        snapshot,
        labelSet: data.labelSet,
        assets,
        user: data.user,
        transport,
        journal: journal ?? new MemoryJournal(),
        createClock: () => {
          // A recording of signals alone has nothing that plays: its clock goes by itself.
          const plays = main.manifest.video ?? main.manifest.audio
          clock = plays
            ? createHlsClock({
                manifest: main.manifest,
                index: main.index,
                baseUrl: baseUrlOf(main.assetId),
                offset: main.placement.peek().offset,
                scheduler,
                at: startOf(main, address),
              })
            : createTimerClock({
                manifest: main.manifest,
                offset: main.placement.peek().offset,
                scheduler,
              })
          return clock
        },
      }),
    )
    const timeline = stack.use(new Timeline({ session }))
    stack.use(timeline.rowState.keep(data.recording.id, window.localStorage))
    const names = new TimeNames(session.clock, main)
    const keyer = new LabelKeyer(session)
    const tagger = stack.use(new Tagger(session, keyer))
    const keys = new KeyRegistry(keyStorage(settings))
    const editor = stack.use(new Editor({ session, timeline, keyer, clipboard: browserClipboard }))
    stack.use(registerTimelineKeys({ keys, session, timeline, keyer, editor }))
    stack.use(registerEditingKeys(keys, editor, currentText()))
    stack.use(listenForPaste(editor))
    const timeTravel = stack.use(
      new TimeTravel(session, (revision) => fetchStateAt(session.recordingId, revision)),
    )
    const presence = stack.use(new Presence({ session, timeline, transport: transport.presence }))
    const panel = new SidePanelState()
    const search = stack.use(new StudioSearch({ session, timeline, scheduler, clock: clock! }))
    stack.use(registerMarksKeys({ keys, session, timeline, panel, text: currentText() }))
    stack.use(registerSearchKeys(keys, search, panel, currentText()))
    stack.use(registerCodebookKeys(keys, panel, currentText()))
    stack.use(registerPeopleKeys({ keys, timeTravel, presence, text: currentText() }))
    stack.use(keys.attach(window))
    const devices = stack.use(
      openDevices({
        keys,
        clock: session.clock,
        scheduler,
        kept: settings.get('devices'),
        keep: (mapping) => settings.set('devices', mapping),
      }),
    )
    const rating = stack.use(
      openRating({
        ...{ timeline, keys, scheduler, devices: devices.hub, text: currentText() },
        kept: settings.get('rating'),
        keep: (value) => settings.set('rating', value),
      }),
    )
    const { recordingId } = session
    const files = assets.map((a) => ({ ...a, baseUrl: baseUrlOf(a.assetId) }))
    const news = stack.use(new StudioNews(recordingId))
    const manifests = stack.use(followManifests({ news, files, mainId: main.assetId, clock: clock! }))
    const manifest = manifests.of(main.assetId)
    const { signals } = stack.use(
      addMediaRows({
        timeline,
        files: files.map((f) => ({ ...f, manifest: manifests.of(f.assetId) })),
      }),
    )
    const cameras = stack.use(
      new CameraSet({ recordingId, files: assets, main, clock: clock!, scheduler, baseUrlOf }),
    )
    for (const { assetId } of assets)
      stack.defer(manifests.of(assetId).subscribe((now) => cameras.updateManifest(assetId, now)))
    stack.use(keys.register(...cameraCommands(cameras, currentText())))
    const places = stack.use(followPlaces(news, assets))
    stack.use(keepInAddress(timeline, session, address))
    stack.use(followLabels({ projectId: data.project.id, news, session, keys }))
    return {
      session,
      timeline,
      keyer,
      editor,
      tagger,
      keys,
      scheduler,
      names,
      timeTravel,
      presence,
      panel,
      search,
      clock: clock!,
      devices,
      main,
      files: assets,
      cameras,
      places,
      manifest,
      signals,
      rating,
      journalled: journal !== null,
      [Symbol.dispose]: () => stack.dispose(),
    }
  } catch (error) {
    stack.dispose()
    throw error
  }
}

function startOf(main: SessionAsset, { frame, at }: AddressState): Tick | undefined {
  if (at !== null) return tick(at)
  if (frame === null || !main.index) return undefined
  return toRecording(main.placement.peek(), main.index.tickOf(main.index.clamp(frame)))
}

async function readAssets(data: StudioData): Promise<StudioFile[]> {
  const main = mainFile(data.assets)
  return Promise.all(
    data.assets.map(async ({ assetId, fileName, title, offset, rate, manifest }) => ({
      assetId,
      fileName,
      title: signal(title || fileName),
      placement: signal<Placement>({ offset: tick(offset), rate }),
      main: assetId === main?.assetId,
      manifest,
      index: manifest.video ? await readIndex(assetId, fileName) : null,
    })),
  )
}

async function readIndex(assetId: string, fileName: string) {
  const response = await fetch(`${baseUrlOf(assetId)}index.bin`)
  if (!response.ok) throw new Error(currentText().player.status.noIndex(fileName, response.status))
  return decodeFrameIndex(new Uint8Array(await response.arrayBuffer()))
}

async function openJournal(): Promise<Journal | null> {
  try {
    return await BrowserJournal.open()
  } catch {
    return null
  }
}
