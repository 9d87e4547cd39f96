'use client'
/**
 * An example in place: muted and looped, from any recording that the reader may see. The lightest pictures are enough
 * here; it is loaded when it is played, not when it is listed. With reduced motion it waits for a press.
 */
import type Hls from 'hls.js'
import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toAsset } from '#media/core/asset/placement.ts'
import { clockText } from '#media/core/document/clock-text.ts'
import type { LabelExample } from '#media/core/document/records.ts'
import { secondsOf, tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'

export interface ExampleClipProps {
  readonly example: LabelExample
  readonly source: {
    readonly name: string
    readonly assetId: string
    readonly offset: number
    readonly rate: number
  }
  /** Whether it lies in the recording that is open. */
  readonly here: boolean
}

/** A moment alone is shown with this much around it. */
const AROUND = 1.5

export function ExampleClip({ example, source, here }: ExampleClipProps) {
  const t = useText().labels
  const video = useRef<HTMLVideoElement>(null)
  const [wanted, setWanted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const { assetId, offset, rate } = source
  const placement = { offset: tick(offset), rate }
  let from = secondsOf(toAsset(placement, tick(example.start)))
  let to = secondsOf(toAsset(placement, tick(example.end)))
  if (to - from < 0.2) {
    from = Math.max(0, from - AROUND)
    to += AROUND
  }

  useEffect(() => {
    const element = video.current
    if (!wanted || !element) return
    let over = false
    let hls: Hls | null = null
    const back = (): void => {
      if (element.currentTime >= to || element.currentTime < from - 0.5) element.currentTime = from
    }
    const again = (): void => {
      element.currentTime = from
      void element.play().catch(() => {})
    }
    const begin = async (): Promise<void> => {
      const { default: HlsPlayer } = await import('hls.js')
      if (over) return
      hls = new HlsPlayer({ startPosition: from, startLevel: 0, maxBufferLength: 10 })
      hls.autoLevelCapping = 0
      hls.loadSource(`/media/a/${assetId}/master.m3u8`)
      hls.attachMedia(element)
      await element.play().catch(() => {})
    }
    element.addEventListener('timeupdate', back)
    element.addEventListener('ended', again)
    void begin()
    return () => {
      over = true
      element.removeEventListener('timeupdate', back)
      element.removeEventListener('ended', again)
      hls?.destroy()
    }
  }, [wanted, assetId, from, to])

  const toggle = (): void => {
    const element = video.current
    if (!wanted) setWanted(true)
    else if (element?.paused) void element.play().catch(() => {})
    else element?.pause()
  }
  return (
    <figure className="flex flex-col gap-1">
      <button
        type="button"
        aria-label={playing ? t.pause : t.play}
        onClick={toggle}
        className="group relative block aspect-video w-full overflow-hidden rounded-sm bg-sunken"
      >
        <video
          ref={video}
          muted
          playsInline
          preload="none"
          className="size-full object-contain"
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
        />
        <span className="absolute inset-0 flex items-center justify-center">
          <span
            className={
              playing
                ? 'rounded-full bg-scrim p-2 text-[#fff] opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100'
                : 'rounded-full bg-scrim p-2 text-[#fff]'
            }
          >
            {playing ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
          </span>
        </span>
      </button>
      <figcaption className="text-small text-ink-3">
        {example.note && (
          <span dir="auto" className="block text-ink-2">
            {example.note}
          </span>
        )}
        {here ? t.exampleHere : t.exampleOf(source.name)}{' '}
        <span className="font-mono tabular-nums">{clockText(tick(example.start))}</span>
      </figcaption>
    </figure>
  )
}
