'use client'
/**
 * The whole recording as one thin line over the transport: where the playhead is, the loop, and under the pointer the
 * moment's time and picture. Dragging scrubs. Positions are written by the frame scheduler.
 */
import { effect } from '@preact/signals-core'
import { type PointerEvent, useEffect, useRef } from 'react'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { tick } from '#media/core/time/tick.ts'
import { formatClock } from '#media/core/time/timecode.ts'
import { useText } from '../../_text/text-provider.tsx'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { firstTick } from './player-keys.ts'
import { thumbnailAt } from './thumbnails.ts'

export interface SeekBarProps {
  clock: PlaybackClock
  scheduler: FrameScheduler
  manifest: AssetManifest
  baseUrl: string
}

const WIDEST = 160

export function SeekBar({ clock, scheduler, manifest, baseUrl }: SeekBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const loop = useRef<HTMLDivElement>(null)
  const hover = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)
  const duration = Math.max(1, clock.duration)

  useEffect(() => {
    const start = firstTick(clock)
    const share = (t: number) => `${Math.min(100, Math.max(0, ((t - start) / duration) * 100))}%`
    const write = () => {
      if (head.current) head.current.style.left = share(clock.now())
      bar.current?.setAttribute('aria-valuenow', String(Math.round(clock.now() / 705_600)))
      bar.current?.setAttribute('aria-valuetext', formatClock(clock.now(), 1))
    }
    const task = scheduler.add('derived', write)
    const stopShown = clock.shown.subscribe(() => task.invalidate())
    const stopPlaying = clock.playing.subscribe((playing) => task.setContinuous(playing))
    const stopLoop = effect(() => {
      const range = clock.loop.value
      const line = loop.current
      if (!line) return
      line.style.display = range ? '' : 'none'
      if (!range) return
      line.style.left = share(range.start)
      line.style.width = `${((range.end - range.start) / duration) * 100}%`
    })
    return () => {
      stopShown()
      stopPlaying()
      stopLoop()
      task[Symbol.dispose]()
    }
  }, [clock, scheduler, duration])

  const timeAt = (event: PointerEvent): number => {
    const rect = bar.current?.getBoundingClientRect()
    if (!rect || rect.width === 0) return firstTick(clock)
    const share = Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width))
    return firstTick(clock) + Math.min(duration - 1, Math.round(share * duration))
  }
  const preview = (event: PointerEvent) => {
    const card = hover.current
    const rect = bar.current?.getBoundingClientRect()
    if (!card || !rect) return
    const t = timeAt(event)
    const picture = card.firstElementChild as HTMLElement
    const label = card.lastElementChild as HTMLElement
    const place = thumbnailAt(manifest, baseUrl, t - firstTick(clock))
    const scale = place ? Math.min(1, WIDEST / place.width) : 1
    picture.style.display = place ? '' : 'none'
    if (place) {
      picture.style.width = `${place.width * scale}px`
      picture.style.height = `${place.height * scale}px`
      picture.style.backgroundImage = `url("${place.url}")`
      picture.style.backgroundSize = `${place.sheetWidth * scale}px ${place.sheetHeight * scale}px`
      picture.style.backgroundPosition = `${-place.x * scale}px ${-place.y * scale}px`
    }
    label.textContent = formatClock(t, 1)
    const half = card.offsetWidth / 2
    const x = Math.min(rect.width - half, Math.max(half, event.clientX - rect.left))
    card.style.left = `${x}px`
    card.style.visibility = 'visible'
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    dragging.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
    clock.seek(tick(timeAt(event)), { scrub: true })
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (dragging.current) clock.seek(tick(timeAt(event)), { scrub: true })
    preview(event)
  }
  const up = (event: PointerEvent<HTMLDivElement>) => {
    if (dragging.current) clock.seek(tick(timeAt(event)))
    dragging.current = false
  }
  const leave = () => {
    if (hover.current) hover.current.style.visibility = 'hidden'
  }

  return (
    <div
      ref={bar}
      role="slider"
      tabIndex={0}
      aria-label={useText().player.position}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration / 705_600)}
      aria-valuenow={0}
      className="group relative h-3 cursor-pointer touch-none"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onPointerLeave={leave}
      data-testid="seek-bar"
    >
      <div className="absolute inset-x-0 top-1/2 h-[3px] -translate-y-1/2 bg-line" />
      <div
        ref={loop}
        className="absolute top-1/2 h-[3px] -translate-y-1/2 bg-accent/50"
        style={{ display: 'none' }}
      />
      <div ref={head} className="absolute top-0 h-full w-[2px] -translate-x-1/2 bg-accent" />
      <div
        ref={hover}
        className="pointer-events-none absolute bottom-full z-10 mb-1 flex -translate-x-1/2 flex-col items-center gap-1 rounded-sm bg-raised p-1 text-small tabular-nums shadow-float"
        style={{ visibility: 'hidden' }}
      >
        <div className="rounded-xs bg-sunken" style={{ display: 'none' }} />
        <span />
      </div>
    </div>
  )
}
