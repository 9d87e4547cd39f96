/**
 * The box in which the video and the exact canvas lie, one over the other. Turning, aspect, zoom and light are applied
 * to the sheet that holds both, straight to its style: React renders it once.
 */
'use client'
import { effect } from '@preact/signals-core'
import { type PointerEvent, useEffect, useId, useRef } from 'react'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { cx } from '../../_ui/cx.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import { filterOf, type PictureView } from './picture-view.ts'

export interface PictureStageProps {
  /** The two elements of one file: they lie one over the other, and their owner decides which is seen. */
  clock: Pick<HlsClock, 'video' | 'canvas'>
  video: NonNullable<AssetManifest['video']>
  view: PictureView
  /** A click that was no drag. */
  onPress?: () => void
  /** Where it lies; must position it (relative or absolute). */
  className: string
  testId?: string
  children?: React.ReactNode
}

/** Movement below this is a click, not a drag. */
const DRAG_PX = 4

export function PictureStage({
  clock,
  video,
  view,
  onPress,
  className,
  testId = 'picture-stage',
  children,
}: PictureStageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const gamma = useRef<SVGFEComponentTransferElement>(null)
  const gammaId = useId().replaceAll(':', '')
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null)

  useEffect(() => {
    const box = stage.current
    const page = sheet.current
    if (!box || !page) return
    for (const element of [clock.video, clock.canvas]) {
      element.className = 'absolute inset-0 size-full object-fill'
      page.append(element)
    }
    const measure = new ResizeObserver(([entry]) => {
      if (entry) view.stage.value = { width: entry.contentRect.width, height: entry.contentRect.height }
    })
    measure.observe(box)
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      if (event.ctrlKey || event.metaKey || !event.shiftKey)
        view.zoomAt(pointIn(box, event), Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)))
      else view.panBy(-event.deltaX || -event.deltaY, 0)
    }
    box.addEventListener('wheel', wheel, { passive: false })
    const turned = video.rotation % 180 !== 0
    const stopLayout = effect(() => {
      const { width, height } = view.fitted()
      const { scale, x, y } = view.zoom.value
      const [w, h] = turned ? [height * scale, width * scale] : [width * scale, height * scale]
      page.style.width = `${w}px`
      page.style.height = `${h}px`
      page.style.transform = `translate(-50%, -50%) translate(${x}px, ${y}px) rotate(${video.rotation}deg)`
      page.style.imageRendering = scale > 4 ? 'pixelated' : 'auto'
      box.style.cursor = scale > 1 ? 'grab' : ''
    })
    const stopLight = effect(() => {
      const light = view.light.value
      for (const fn of gamma.current?.children ?? []) fn.setAttribute('exponent', String(1 / light.gamma))
      page.style.filter = filterOf(light, gammaId)
    })
    return () => {
      stopLayout()
      stopLight()
      measure.disconnect()
      box.removeEventListener('wheel', wheel)
      clock.video.remove()
      clock.canvas.remove()
    }
  }, [clock, video, view, gammaId])

  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button > 1) return
    drag.current = { x: event.clientX, y: event.clientY, moved: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const from = drag.current
    if (!from) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < DRAG_PX) return
    drag.current = { x: event.clientX, y: event.clientY, moved: true }
    if (view.zoom.peek().scale > 1) view.panBy(dx, dy)
  }
  const up = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current && !drag.current.moved && event.button === 0) onPress?.()
    drag.current = null
  }

  return (
    <div
      ref={stage}
      className={cx('overflow-hidden bg-[#000] select-none', className)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        drag.current = null
      }}
      data-testid={testId}
    >
      <div ref={sheet} className="absolute top-1/2 left-1/2" />
      <svg width="0" height="0" className="absolute" aria-hidden="true">
        <filter id={gammaId} colorInterpolationFilters="sRGB">
          <feComponentTransfer ref={gamma}>
            <feFuncR type="gamma" exponent="1" />
            <feFuncG type="gamma" exponent="1" />
            <feFuncB type="gamma" exponent="1" />
          </feComponentTransfer>
        </filter>
      </svg>
      {children}
    </div>
  )
}

function pointIn(box: HTMLElement, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const rect = box.getBoundingClientRect()
  return { x: event.clientX - rect.left - rect.width / 2, y: event.clientY - rect.top - rect.height / 2 }
}
