'use client'
/**
 * The pictures of all cameras on one stage. Boxes are laid out by `camera-layout`; each holds the same stage as a single
 * picture would, so zoom, aspect and turning are each camera's own. A box that is moved is never built anew.
 */
import { effect } from '@preact/signals-core'
import { Grid2x2, PictureInPicture2, Rows3, Square } from 'lucide-react'
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { IconButton } from '../../_ui/icon-button.tsx'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import { PictureStage } from '../player/picture-stage.tsx'
import { PictureView } from '../player/picture-view.ts'
import { togglePlay } from '../player/player-keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { useValue } from '../store/use-value.ts'
import { CameraLabel } from './camera-label.tsx'
import { type Box, layoutOf, pushed } from './camera-layout.ts'
import type { CameraEntry, CameraSet } from './camera-set.ts'
import { SlowCameras } from './slow-cameras.tsx'

export interface CameraStagesProps {
  cameras: CameraSet
  clock: HlsClock
  /** Of the main picture; the pane's commands zoom it. */
  mainView: PictureView
  keys: KeyRegistry
  scheduler: FrameScheduler
  /** Drawn over the main picture. */
  overlay?: ReactNode
  /** Opens the dialog that places files on the clock. */
  onAlign?: () => void
}

/** The clock's picture must stay on the screen: browsers present frames only of what is seen. */
const UNSEEN: Box = { x: 0, y: 0, width: 2, height: 2 }

export function CameraStages(props: CameraStagesProps) {
  const { cameras, clock, mainView, keys, scheduler, overlay, onAlign } = props
  const t = useText().cameras
  const root = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState({ width: 0, height: 0 })
  const view = useValue(cameras.view)
  const large = useValue(cameras.large)
  const place = useValue(cameras.place)
  useValue(keys.changed)
  useEffect(() => {
    const box = root.current
    if (!box) return
    const measure = new ResizeObserver(([entry]) => {
      if (entry) setStage({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    measure.observe(box)
    return () => measure.disconnect()
  }, [])
  const { entries } = cameras
  const aspects = useMemo(
    () => entries.map(({ file }) => file.manifest.video!.displayWidth / file.manifest.video!.displayHeight),
    [entries],
  )
  const largeAt = Math.max(
    0,
    entries.findIndex((e) => e.file.assetId === large),
  )
  const layout = { aspects, large: largeAt, stage, place }
  const boxes = layoutOf({ ...layout, view })
  const views = [
    { id: 'one', title: t.viewOne, icon: <Square className="size-4" /> },
    { id: 'grid', title: t.viewGrid, icon: <Grid2x2 className="size-4" /> },
    { id: 'inset', title: t.viewInset, icon: <PictureInPicture2 className="size-4" /> },
  ] as const
  return (
    <div
      ref={root}
      data-testid="cameras"
      data-view={view}
      className="absolute inset-0 overflow-hidden bg-[#000]"
    >
      {entries.map((entry, i) => {
        const seen = boxes[i] ?? null
        const box = seen ?? (entry.camera ? null : UNSEEN)
        const small = view === 'inset' && i !== largeAt
        return (
          <CameraBox
            key={entry.file.assetId}
            entry={entry}
            box={box}
            seen={seen !== null}
            small={small}
            clock={clock}
            view={entry.camera ? null : mainView}
            scheduler={scheduler}
            onPress={() => (small ? cameras.makeLarge(entry.number) : togglePlay(clock))}
            onPush={(dx, dy) => {
              cameras.place.value = pushed({ ...layout, place: cameras.place.peek() }, dx, dy)
            }}
          >
            {!entry.camera && overlay}
          </CameraBox>
        )
      })}
      <fieldset
        aria-label={t.view}
        className="absolute top-2 left-2 z-20 flex gap-0.5 rounded-md bg-[rgb(0_0_0/0.55)] p-0.5 backdrop-blur-sm"
      >
        {views.map(({ id, title, icon }) => (
          <IconButton
            key={id}
            size="small"
            label={title}
            keys={keys.chordFor('cameras.next-view') ?? undefined}
            pressed={view === id}
            icon={icon}
            className="text-[rgb(255_255_255/0.8)] hover:text-[#fff]"
            onClick={() => cameras.setView(id)}
          />
        ))}
        {view === 'one' &&
          entries.map((entry) => (
            <button
              key={entry.file.assetId}
              type="button"
              aria-pressed={entry.file.assetId === large}
              title={entry.file.title.peek()}
              onClick={() => cameras.makeLarge(entry.number)}
              className={cx(
                'h-6 min-w-6 rounded-sm px-1.5 text-small text-[rgb(255_255_255/0.8)] tabular-nums hover:text-[#fff]',
                entry.file.assetId === large && 'bg-[rgb(255_255_255/0.2)] text-[#fff]',
              )}
            >
              {entry.number}
            </button>
          ))}
        {onAlign && (
          <IconButton
            size="small"
            label={t.align}
            keys={keys.chordFor('cameras.align') ?? undefined}
            icon={<Rows3 className="size-4" />}
            className="text-[rgb(255_255_255/0.8)] hover:text-[#fff]"
            onClick={onAlign}
          />
        )}
      </fieldset>
      <SlowCameras entries={entries} />
    </div>
  )
}

interface CameraBoxProps {
  entry: CameraEntry
  /** Null: not on the stage at all. */
  box: Box | null
  seen: boolean
  small: boolean
  clock: HlsClock
  /** Null: the box has its own. */
  view: PictureView | null
  scheduler: FrameScheduler
  onPress: () => void
  onPush: (dx: number, dy: number) => void
  children?: ReactNode
}

const DRAG_PX = 4

function CameraBox(props: CameraBoxProps) {
  const { entry, box, seen, small, clock, scheduler, onPress, onPush, children } = props
  const { file, camera } = entry
  const video = file.manifest.video!
  const own = useMemo(
    () => new PictureView({ width: video.displayWidth, height: video.displayHeight }),
    [video.displayWidth, video.displayHeight],
  )
  const view = props.view ?? own
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  const height = box?.height ?? 0
  useEffect(() => {
    if (camera && height) camera.setSize(height * window.devicePixelRatio)
  }, [camera, height])
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button) return
    drag.current = { x: event.clientX, y: event.clientY, moved: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current
    if (!from) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < DRAG_PX) return
    drag.current = { x: event.clientX, y: event.clientY, moved: true }
    onPush(dx, dy)
  }
  const up = () => {
    if (drag.current && !drag.current.moved) onPress()
    drag.current = null
  }
  return (
    <div
      data-testid="camera"
      data-camera={entry.number}
      className={cx(
        'absolute overflow-hidden',
        !box && 'invisible',
        small && 'z-10 rounded-md shadow-[0_0_0_1px_rgb(255_255_255/0.25),0_4px_16px_rgb(0_0_0/0.5)]',
      )}
      style={
        box
          ? { left: box.x, top: box.y, width: box.width, height: box.height }
          : { left: 0, top: 0, width: 2, height: 2 }
      }
    >
      <PictureStage
        clock={entry}
        video={video}
        view={view}
        onPress={onPress}
        className="absolute inset-0"
        testId={camera ? 'camera-stage' : 'picture-stage'}
      >
        {children}
      </PictureStage>
      {camera && seen && <NothingHere entry={entry} />}
      {small && (
        <button
          type="button"
          aria-label={file.title.peek()}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={() => {
            drag.current = null
          }}
          className="absolute inset-0 cursor-grab focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent active:cursor-grabbing"
        />
      )}
      {seen && <CameraLabel entry={entry} clock={clock} scheduler={scheduler} />}
    </div>
  )
}

/** Outside of what the camera recorded nothing old is shown. */
function NothingHere({ entry }: { entry: CameraEntry }) {
  const t = useText().cameras
  const box = useRef<HTMLDivElement>(null)
  const { camera } = entry
  const title = useValue(entry.file.title)
  useEffect(() => {
    if (!camera) return
    return effect(() => {
      if (box.current) box.current.hidden = camera.shown.value?.kind !== 'outside'
    })
  }, [camera])
  return (
    <div
      ref={box}
      hidden
      data-testid="nothing-here"
      className="pointer-events-none absolute inset-0 bg-[#0b0d10] text-[rgb(255_255_255/0.8)]"
    >
      <p className="flex size-full flex-col items-center justify-center gap-1 px-4 text-center">
        <span>{t.nothingHere(title)}</span>
        <span className="text-small text-[rgb(255_255_255/0.55)]">{t.nothingHereMore}</span>
      </p>
    </div>
  )
}
