/** Puts the comparison together from what the page brought, and takes it apart again. Runs in the browser only. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { Placement } from '#media/core/asset/placement.ts'
import { matchPhases, type PhaseMatch } from '#media/core/compare/match-phases.ts'
import { shiftedMap, stretchedMap, type TimeMap } from '#media/core/compare/time-map.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { Camera } from '../cameras/camera.ts'
import { createHlsClock, type HlsClock } from '../clock/hls-clock.ts'
import { type Devices, openDevices } from '../devices/open-devices.ts'
import { KeyRegistry } from '../keys/keys.ts'
import { createFrameScheduler, type FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { SessionAsset } from '../session/session.ts'
import { baseUrlOf } from '../shell/base-url.ts'
import { keyStorage, openSettings } from '../shell/settings.ts'
import { fetchSnapshot } from '../sync/trpc-transport.ts'
import type { CompareSide } from './compare-data.ts'
import { type PhaseTrack, phaseTracks, sharedTracks } from './phases.ts'

export const COMPARE_MODES = ['start', 'at', 'stretch'] as const
export type CompareMode = (typeof COMPARE_MODES)[number]

export interface Compared {
  readonly a: PhaseTrack
  readonly b: PhaseTrack
  readonly match: PhaseMatch
}

export interface OpenedCompare extends Disposable {
  readonly scheduler: FrameScheduler
  readonly keys: KeyRegistry
  readonly devices: Devices
  readonly clock: HlsClock
  readonly camera: Camera
  readonly fileA: SessionAsset
  readonly fileB: SessionAsset
  /** Tracks that both have, with their phases matched. */
  readonly tracks: readonly Compared[]
  readonly track: Signal<number>
  readonly mode: Signal<CompareMode>
  /** Which matched pair both are aligned at. */
  readonly pair: Signal<number>
  readonly map: ReadonlySignal<TimeMap>
}

/** @param userId whose keys and devices are used */
export async function openCompare(a: CompareSide, b: CompareSide, userId: string): Promise<OpenedCompare> {
  const stack = new DisposableStack()
  try {
    const placementB = signal<Placement>({ offset: tick(b.file.offset), rate: b.file.rate })
    const [fileA, fileB, tracks, settings] = await Promise.all([
      fileOf(a, signal<Placement>({ offset: tick(a.file.offset), rate: a.file.rate })),
      fileOf(b, placementB),
      comparedTracks(a, b),
      openSettings(userId),
    ])
    stack.use(settings)
    const scheduler = stack.use(createFrameScheduler())
    const keys = new KeyRegistry(keyStorage(settings))
    stack.use(keys.attach(window))
    const clock = stack.use(
      createHlsClock({
        manifest: fileA.manifest,
        index: fileA.index,
        baseUrl: baseUrlOf(fileA.assetId),
        offset: fileA.placement.peek().offset,
        scheduler,
      }),
    )
    const devices = stack.use(
      openDevices({
        keys,
        clock,
        scheduler,
        kept: settings.get('devices'),
        keep: (mapping) => settings.set('devices', mapping),
      }),
    )
    const track = signal(0)
    const mode = signal<CompareMode>(tracks.some((t) => t.match.pairs.length) ? 'stretch' : 'start')
    const pair = signal(0)
    const map = computed(() => mapOf(tracks[track.value], mode.value, pair.value))
    const own = placementB.peek()
    // The line that holds at the shown moment: its slope changes where a phase ends.
    const stopLaying = effect(() => {
      const shown = clock.shown.value
      const line = map.value.placementAt(shown?.start ?? 0)
      const next = laidOn(line, own)
      const now = placementB.peek()
      if (now.offset !== next.offset || now.rate !== next.rate) placementB.value = next
    })
    stack.defer(stopLaying)
    const camera = stack.use(
      new Camera({ file: fileB, baseUrl: baseUrlOf(fileB.assetId), clock, main: fileA, scheduler }),
    )
    camera.setAwake(true)
    return {
      scheduler,
      keys,
      devices,
      clock,
      camera,
      fileA,
      fileB,
      tracks,
      track,
      mode,
      pair,
      map,
      [Symbol.dispose]: () => stack.dispose(),
    }
  } catch (error) {
    stack.dispose()
    throw error
  }
}

/** A file's place on a's clock: first on its own recording's, then by the map. */
function laidOn(line: Placement, own: Placement): Placement {
  return { offset: tick(Math.round(line.offset + own.offset * line.rate)), rate: own.rate * line.rate }
}

function mapOf(compared: Compared | undefined, mode: CompareMode, pair: number): TimeMap {
  if (!compared || mode === 'start') return shiftedMap()
  const { a, b, match } = compared
  if (mode === 'stretch') return stretchedMap(a.phases, b.phases, match) ?? shiftedMap()
  const [i, j] = match.pairs[pair] ?? match.pairs[0] ?? []
  if (i === undefined || j === undefined) return shiftedMap()
  return shiftedMap({ a: a.phases[i]!.start, b: b.phases[j]!.start })
}

async function comparedTracks(a: CompareSide, b: CompareSide): Promise<Compared[]> {
  const [one, two] = await Promise.all([fetchSnapshot(a.recording.id), fetchSnapshot(b.recording.id)])
  const byName = a.project.id !== b.project.id
  const shared = sharedTracks(
    phaseTracks(decodeSnapshot(one).model, a.labelSet, byName),
    phaseTracks(decodeSnapshot(two).model, b.labelSet, byName),
    byName,
  )
  return shared
    .map((pair) => ({ ...pair, match: matchPhases(pair.a.phases, pair.b.phases) }))
    .sort((x, y) => Number(y.match.pairs.length > 0) - Number(x.match.pairs.length > 0))
}

async function fileOf({ file }: CompareSide, placement: Signal<Placement>): Promise<SessionAsset> {
  const response = await fetch(`${baseUrlOf(file.assetId)}index.bin`)
  if (!response.ok) throw new Error(currentText().player.status.noIndexShort(file.fileName, response.status))
  return {
    assetId: file.assetId,
    fileName: file.fileName,
    title: signal(file.title || file.fileName),
    placement,
    main: true,
    manifest: file.manifest,
    index: decodeFrameIndex(new Uint8Array(await response.arrayBuffer())),
  }
}
