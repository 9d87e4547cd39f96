'use client'
/**
 * The studio's layout: header, picture beside the panel, timeline below. Splits drag and are remembered; on narrow
 * screens the panel is a drawer. React lays out and shows panels; the picture and the timeline paint themselves.
 */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { frameNo } from '#media/core/time/tick.ts'
import { trpc } from '../_client/trpc.ts'
import { useText } from '../_text/text-provider.tsx'
import { Splitter, useRememberedSize } from '../_ui/splitter.tsx'
import { AlignPanel } from './cameras/align/align-panel.tsx'
import { MainChanged } from './cameras/main-changed.tsx'
import { MakeExample } from './codebook/make-example.tsx'
import { AdjudicateBar } from './editing/adjudicate-bar.tsx'
import { EdgeView } from './editing/edge-view.tsx'
import { EditingDialogs } from './editing/editing-dialogs.tsx'
import { PastBar } from './history/past-bar.tsx'
import { PeopleContext } from './inspector/people-context.tsx'
import { KeysDialog } from './keys/keys-dialog.tsx'
import { SuggestDialog } from './models/suggest-dialog.tsx'
import { FollowingChip } from './people/people-here.tsx'
import { PicturePane } from './player/picture-pane.tsx'
import { chooseRenditions } from './player/rendition-choice.ts'
import { baseUrlOf } from './shell/base-url.ts'
import { CommandPalette } from './shell/command-palette.tsx'
import { EditBar } from './shell/edit-bar.tsx'
import { type OpenedStudio, openStudio } from './shell/open-studio.ts'
import { Opening } from './shell/opening.tsx'
import { useRememberedFlag, useWide } from './shell/panel-state.ts'
import { SidePanel } from './shell/side-panel.tsx'
import type { StudioData } from './shell/studio-data.ts'
import { StudioHeader } from './shell/studio-header.tsx'
import { SyncTrouble } from './shell/sync-trouble.tsx'
import { useValue } from './store/use-value.ts'
import { StudioContext } from './studio-context.tsx'
import { TimelinePanel } from './timeline/timeline-panel.tsx'
import { RatingPanel } from './traces/rating-panel.tsx'
import { ExportDialog } from './transfer/export-dialog.tsx'
import { ImportDialog } from './transfer/import-dialog.tsx'

export function Studio({ data }: { data: StudioData }) {
  const open = useCallback(() => openStudio(data), [data])
  return <Opening open={open}>{(studio) => <OpenStudio data={data} studio={studio} />}</Opening>
}

const PANEL = 400
const TIMELINE = 340

function OpenStudio({ data, studio }: { data: StudioData; studio: OpenedStudio }) {
  const wide = useWide('(min-width: 1100px)')
  const [panelWidth, setPanelWidth] = useRememberedSize('studio-panel', PANEL)
  const [timelineHeight, setTimelineHeight] = useRememberedSize('studio-timeline', TIMELINE)
  const [pinned, setPinned] = useRememberedFlag('studio-panel', true)
  const [drawer, setDrawer] = useState(false)
  const [exporting, setExporting] = useState(false)
  const [importing, setImporting] = useState(false)
  const [aligning, setAligning] = useState(false)
  const [suggesting, setSuggesting] = useState(false)
  const text = useText()
  useEffect(() => {
    const t = text.cameras
    const group = text.keys.groups.studio
    const commands = studio.keys.register(
      {
        id: 'studio.export',
        title: text.studio.exportAnnotations,
        group,
        keys: ['Mod+E'],
        run: () => setExporting(true),
      },
      {
        id: 'studio.import',
        title: text.studio.importAnnotations,
        group,
        keys: [],
        run: () => setImporting(true),
        enabled: () => studio.session.editable,
      },
      {
        id: 'models.suggest',
        title: text.suggest.open,
        group,
        keys: ['Alt+Shift+M'],
        run: () => setSuggesting(true),
        repeat: false,
      },
      {
        id: 'cameras.align',
        title: t.align,
        group: t.group,
        keys: ['Alt+L'],
        run: () => setAligning((on) => !on),
        repeat: false,
      },
      {
        id: 'cameras.compare',
        title: t.compare,
        group: t.group,
        keys: [],
        run: () => window.location.assign(`/compare?a=${studio.session.recordingId}`),
      },
    )
    return () => commands[Symbol.dispose]()
  }, [studio, text])
  const people = useMemo(
    () => new Map([[data.user.id, data.user.name], ...data.people.map((p) => [p.id, p.name] as const)]),
    [data],
  )
  useEffect(() => {
    studio.timeline.people.value = people
  }, [studio, people])
  const asked = useValue(studio.panel.asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request opens the panel anew
  useEffect(() => {
    if (!asked) return
    if (wide) setPinned(true)
    else setDrawer(true)
  }, [asked])
  const panelOpen = wide ? pinned : drawer
  const manifest = useValue(studio.manifest)
  const { unsaved } = useValue(studio.session.sync.status)
  const past = useValue(studio.timeTravel.past) !== null
  const { session, main, keys, scheduler, clock } = studio
  // The light rendition decodes quickest, and the cells are small.
  const grab = useCallback(
    (frame: number) => clock.grab(frameNo(frame), chooseRenditions(manifest, 'auto').scrub ?? undefined),
    [clock, manifest],
  )
  return (
    <StudioContext.Provider value={studio}>
      <PeopleContext.Provider value={people}>
        <main
          data-dark-default
          data-studio-ready
          className="flex h-dvh flex-col overflow-hidden bg-canvas text-ink"
        >
          <h1 dir="auto" className="sr-only">
            {data.recording.name}
          </h1>
          <StudioHeader
            data={data}
            panelOpen={panelOpen}
            onPanel={() => (wide ? setPinned(!pinned) : setDrawer(!drawer))}
            onExport={() => setExporting(true)}
            onImport={() => setImporting(true)}
          />
          <SyncTrouble journalled={studio.journalled} />
          <MainChanged places={studio.places} />
          <div className="relative flex min-h-0 flex-1">
            <FollowingChip />
            <PicturePane
              clock={clock}
              manifest={manifest}
              baseUrl={baseUrlOf(main.assetId)}
              keys={keys}
              scheduler={scheduler}
              timeMode={studio.names}
              overlay={<EdgeView grab={grab} aspect={aspectOf(manifest)} />}
              cameras={studio.cameras}
              onAlign={() => setAligning(!aligning)}
              className="min-w-0 flex-1"
            />
            {panelOpen && wide && (
              <>
                <Splitter
                  orientation="vertical"
                  of="after"
                  size={panelWidth}
                  min={280}
                  max={640}
                  onSize={setPanelWidth}
                  onReset={() => setPanelWidth(PANEL)}
                  label={text.studio.panelWidth}
                />
                <div style={{ width: panelWidth }} className="min-h-0 shrink-0">
                  <SidePanel projectId={data.project.id} />
                </div>
              </>
            )}
            <RatingPanel right={panelOpen && wide ? panelWidth : 0} />
            {panelOpen && !wide && (
              <div className="absolute inset-y-0 right-0 z-30 w-[min(400px,100%)] border-l border-line shadow-float">
                <SidePanel projectId={data.project.id} />
              </div>
            )}
          </div>
          <Splitter
            orientation="horizontal"
            of="after"
            size={timelineHeight}
            min={140}
            max={900}
            onSize={setTimelineHeight}
            onReset={() => setTimelineHeight(TIMELINE)}
            label={text.studio.timelineHeight}
          />
          <div
            style={{ height: timelineHeight }}
            className="relative flex max-h-[calc(100dvh-260px)] min-h-0 shrink-0 flex-col"
          >
            {aligning && (
              <div className="absolute inset-0 z-30">
                <AlignPanel
                  files={studio.files}
                  cameras={studio.cameras}
                  places={studio.places}
                  onClose={() => setAligning(false)}
                />
              </div>
            )}
            {past ? <PastBar /> : <EditBar />}
            {!past && <AdjudicateBar />}
            <div className="min-h-0 flex-1">
              <TimelinePanel />
            </div>
          </div>
          <CommandPalette projectId={data.project.id} />
          <MakeExample projectId={data.project.id} />
          <KeysDialog keys={keys} devices={studio.devices} />
          <EditingDialogs />
          <SuggestDialog open={suggesting} onOpenChange={setSuggesting} data={data} />
          <ExportDialog
            open={exporting}
            onOpenChange={setExporting}
            recordingName={data.recording.name}
            unsaved={unsaved}
            make={(formatId) => trpc.exports.make.mutate({ recordingId: session.recordingId, formatId })}
          />
          <ImportDialog
            open={importing}
            onOpenChange={setImporting}
            session={session}
            saveLabels={async (labelSet) => {
              const baseVersion = session.store.labels.peek().set.version
              const saved = await trpc.projects.labelSet.save.mutate({
                projectId: data.project.id,
                baseVersion,
                labelSet,
              })
              return saved
            }}
          />
        </main>
      </PeopleContext.Provider>
    </StudioContext.Provider>
  )
}

const aspectOf = ({ video }: AssetManifest): number =>
  video ? video.displayWidth / Math.max(1, video.displayHeight) : 16 / 9
