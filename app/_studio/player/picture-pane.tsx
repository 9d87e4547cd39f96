'use client'
/** The picture with its transport: everything of the player that is seen. Knows nothing of the timeline. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import type { CameraSet } from '../cameras/camera-set.ts'
import { CameraStages } from '../cameras/camera-stages.tsx'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { useValue } from '../store/use-value.ts'
import { LoopMarks } from './loop-marks.ts'
import { PictureStage } from './picture-stage.tsx'
import { PictureView } from './picture-view.ts'
import { playerCommands, togglePlay } from './player-keys.ts'
import { SeekBar } from './seek-bar.tsx'
import { type SharedTimeMode, Transport } from './transport.tsx'
import { typingCommands } from './typing-keys.ts'

export interface PicturePaneProps {
  clock: HlsClock
  manifest: AssetManifest
  /** "/media/a/<assetId>/" */
  baseUrl: string
  keys: KeyRegistry
  scheduler: FrameScheduler
  /** Without it the pane has its own. */
  marks?: LoopMarks
  /** How times are written, where other parts of the page share the choice; else the pane has its own. */
  timeMode?: SharedTimeMode
  /** Where the recording has several files: their pictures beside the main one, and whose sound is heard. */
  cameras?: CameraSet
  /** Opens the dialog that places files on the clock. */
  onAlign?: () => void
  /** Drawn over the picture, in the stage's box. */
  overlay?: ReactNode
  className?: string
}

export function PicturePane(props: PicturePaneProps) {
  const { clock, manifest, baseUrl, keys, scheduler, cameras, overlay, className } = props
  const t = useText().player
  const root = useRef<HTMLElement>(null)
  const [editingTime, setEditingTime] = useState(false)
  const { video } = manifest
  const width = video?.displayWidth
  const height = video?.displayHeight
  const view = useMemo(() => (width && height ? new PictureView({ width, height }) : null), [width, height])
  const own = useMemo(() => new LoopMarks(clock), [clock])
  const marks = props.marks ?? own

  useEffect(() => {
    const commands = keys.register(
      ...playerCommands({
        clock,
        marks,
        view,
        toggleFullScreen: () => toggleFullScreen(root.current),
        toggleMute: () => {
          const element = cameras?.sounding.peek() ?? clock.video
          element.muted = !element.muted
        },
        editTime: () => setEditingTime(true),
      }),
      ...typingCommands(clock),
    )
    return () => commands[Symbol.dispose]()
  }, [clock, cameras, keys, marks, view])

  return (
    <section
      ref={root}
      aria-label={t.picture}
      className={cx('flex min-h-0 min-w-0 flex-col bg-surface', className)}
      data-testid="picture-pane"
    >
      <div className="relative min-h-0 flex-1">
        {video && view && cameras?.several ? (
          <CameraStages
            cameras={cameras}
            clock={clock}
            mainView={view}
            keys={keys}
            scheduler={scheduler}
            overlay={overlay}
            onAlign={props.onAlign}
          />
        ) : video && view ? (
          <PictureStage
            clock={clock}
            video={video}
            view={view}
            onPress={() => togglePlay(clock)}
            className="size-full"
          >
            {overlay}
          </PictureStage>
        ) : (
          <SoundOnly clock={clock} sound={manifest.audio !== null} />
        )}
        <StatusNote clock={clock} />
      </div>
      <SeekBar clock={clock} scheduler={scheduler} manifest={manifest} baseUrl={baseUrl} />
      <Transport
        clock={clock}
        keys={keys}
        scheduler={scheduler}
        manifest={manifest}
        marks={marks}
        view={view}
        cameras={cameras}
        timeMode={props.timeMode}
        editingTime={editingTime}
        onEditingTime={setEditingTime}
      />
    </section>
  )
}

/** A recording without picture still needs its element in the page, for full screen and for the browser's own keys. */
function SoundOnly({ clock, sound }: { clock: HlsClock; sound: boolean }) {
  const t = useText().signals
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    clock.video.className = 'hidden'
    box.current?.append(clock.video)
    return () => clock.video.remove()
  }, [clock])
  return (
    <div ref={box} className="absolute inset-0 flex items-center justify-center bg-sunken text-ink-3">
      {sound ? t.soundAlone : t.signalsAlone}
    </div>
  )
}

/** What stops the work is said over the picture; a short wait is not. */
function StatusNote({ clock }: { clock: HlsClock }) {
  const status = useValue(clock.status)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (status.kind !== 'loading') return
    const timer = setTimeout(() => setLate(true), 700)
    return () => clearTimeout(timer)
  }, [status])
  if (status.kind === 'ready' || (status.kind === 'loading' && !late)) return null
  return (
    <p
      role="status"
      data-status={status.kind}
      className="pointer-events-none absolute bottom-3 left-1/2 max-w-[60ch] -translate-x-1/2 rounded-md bg-raised px-3 py-2 text-center shadow-float"
    >
      {status.text}
    </p>
  )
}

function toggleFullScreen(element: HTMLElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void element?.requestFullscreen().catch(() => {})
}
