'use client'
/** Two recordings side by side: pictures, phases on one axis, and how long each phase lasted. */
import { signal } from '@preact/signals-core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { buttonClass } from '../../_ui/button.tsx'
import { Logo } from '../../_ui/logo.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { Select } from '../../_ui/select.tsx'
import type { CameraPicture } from '../cameras/camera.ts'
import { CameraLabel } from '../cameras/camera-label.tsx'
import type { CameraEntry } from '../cameras/camera-set.ts'
import { KeysDialog } from '../keys/keys-dialog.tsx'
import { LoopMarks } from '../player/loop-marks.ts'
import { PictureStage } from '../player/picture-stage.tsx'
import { PictureView } from '../player/picture-view.ts'
import { playerCommands, togglePlay } from '../player/player-keys.ts'
import { Transport } from '../player/transport.tsx'
import { Opening } from '../shell/opening.tsx'
import { useValue } from '../store/use-value.ts'
import type { CompareSide } from './compare-data.ts'
import { CompareTimeline } from './compare-timeline.tsx'
import { DurationTable } from './duration-table.tsx'
import { COMPARE_MODES, type OpenedCompare, openCompare } from './open-compare.ts'

export interface CompareViewProps {
  a: CompareSide
  b: CompareSide
  userId: string
}

export function CompareView({ a, b, userId }: CompareViewProps) {
  const open = useCallback(() => openCompare(a, b, userId), [a, b, userId])
  return <Opening open={open}>{(compare) => <Opened compare={compare} a={a} b={b} />}</Opening>
}

function Opened({ compare, a, b }: { compare: OpenedCompare; a: CompareSide; b: CompareSide }) {
  const t = useText().cameras.comparePage
  const { clock, camera, keys, scheduler, fileA, fileB, tracks } = compare
  const track = useValue(compare.track)
  const mode = useValue(compare.mode)
  const pair = useValue(compare.pair)
  const [editingTime, setEditingTime] = useState(false)
  const marks = useMemo(() => new LoopMarks(clock), [clock])
  const compared = tracks[track] ?? null
  const pairs = compared?.match.pairs ?? []
  useEffect(() => {
    const commands = keys.register(
      ...playerCommands({
        clock,
        marks,
        view: null,
        toggleFullScreen: () => void document.documentElement.requestFullscreen().catch(() => {}),
        toggleMute: () => {
          clock.video.muted = !clock.video.muted
        },
        editTime: () => setEditingTime(true),
      }),
    )
    return () => commands[Symbol.dispose]()
  }, [clock, keys, marks])
  const entries = useMemo<CameraEntry[]>(
    () => [
      { file: fileA, number: 1, video: clock.video, canvas: clock.canvas, camera: null },
      { file: fileB, number: 2, video: camera.video, canvas: camera.canvas, camera },
    ],
    [fileA, fileB, clock, camera],
  )
  return (
    <main
      data-dark-default
      data-compare-ready
      className="flex h-dvh flex-col overflow-hidden bg-canvas text-ink"
    >
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5">
        <a href="/" aria-label={t.library} className="flex rounded-sm">
          <Logo className="size-5" />
        </a>
        <h1 className="min-w-0 truncate font-medium">
          <a dir="auto" href={`/studio/${a.recording.id}`} className="hover:underline">
            {a.recording.name}
          </a>
          <span className="px-2 text-ink-3">{t.against}</span>
          <a dir="auto" href={`/studio/${b.recording.id}`} className="hover:underline">
            {b.recording.name}
          </a>
        </h1>
        <a href={`/compare?a=${a.recording.id}`} className={buttonClass({ variant: 'quiet', size: 'small' })}>
          {t.another}
        </a>
        <span className="flex-1" />
        {tracks.length > 1 && (
          <Select
            size="small"
            className="w-40"
            label={t.track}
            value={String(track)}
            options={tracks.map((each, i) => ({ value: String(i), label: each.a.name }))}
            onChange={(value) => {
              compare.track.value = Number(value)
              compare.pair.value = 0
            }}
          />
        )}
        <Segmented
          size="small"
          label={t.mode}
          value={mode}
          options={COMPARE_MODES.filter((m) => m === 'start' || pairs.length > 0).map((m) => ({
            value: m,
            label: t.modes[m],
          }))}
          onChange={(next) => {
            compare.mode.value = next
          }}
        />
        {mode === 'at' && compared && (
          <Select
            size="small"
            className="w-52"
            label={t.at}
            value={String(pair)}
            options={pairs.map(([i], k) => ({ value: String(k), label: compared.a.phases[i]!.name }))}
            onChange={(value) => {
              compare.pair.value = Number(value)
              const [i] = pairs[Number(value)] ?? []
              if (i !== undefined) clock.seek(tick(compared.a.phases[i]!.start))
            }}
          />
        )}
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="grid min-h-0 flex-1 grid-cols-2 gap-0.5 bg-[#000]">
            {entries.map((entry) => (
              <Side
                key={entry.number}
                entry={entry}
                compare={compare}
                name={(entry.camera ? b : a).recording.name}
              />
            ))}
          </div>
          <CompareTimeline compare={compare} compared={compared} />
          <Transport
            clock={clock}
            keys={keys}
            scheduler={scheduler}
            manifest={fileA.manifest}
            marks={marks}
            view={null}
            editingTime={editingTime}
            onEditingTime={setEditingTime}
          />
        </div>
        <aside
          aria-label={t.durations}
          className="w-[clamp(280px,28vw,400px)] shrink-0 overflow-y-auto border-l border-line bg-surface px-3"
        >
          <DurationTable compare={compare} compared={compared} />
        </aside>
      </div>
      <KeysDialog keys={keys} devices={compare.devices} />
    </main>
  )
}

const NOTHING = signal<CameraPicture | null>(null)

function Side({ entry, compare, name }: { entry: CameraEntry; compare: OpenedCompare; name: string }) {
  const t = useText().cameras
  const video = entry.file.manifest.video!
  const view = useMemo(
    () => new PictureView({ width: video.displayWidth, height: video.displayHeight }),
    [video.displayWidth, video.displayHeight],
  )
  const { camera } = entry
  const outside = useValue(camera?.shown ?? NOTHING)?.kind === 'outside'
  useEffect(() => camera?.setSize(window.innerHeight * window.devicePixelRatio * 0.6), [camera])
  return (
    <div className="relative min-w-0" data-testid="camera" data-camera={entry.number}>
      <PictureStage
        clock={entry}
        video={video}
        view={view}
        onPress={() => togglePlay(compare.clock)}
        className="absolute inset-0"
        testId={camera ? 'camera-stage' : 'picture-stage'}
      />
      {outside && (
        <p className="pointer-events-none absolute inset-0 flex items-center justify-center bg-[#0b0d10] px-4 text-center text-[rgb(255_255_255/0.8)]">
          {t.nothingHere(name)}
        </p>
      )}
      <CameraLabel entry={entry} clock={compare.clock} scheduler={compare.scheduler} name={name} />
    </div>
  )
}
