'use client'
/** The lower half of the studio: track names, canvas, minimap, and what is told where it happened. */
import { useEffect, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Splitter, useRememberedSize } from '../../_ui/splitter.tsx'
import { SnapHint } from '../editing/snap-hint.tsx'
import { SignalLegends } from '../signals/signal-legends.tsx'
import { useStudio } from '../studio-context.tsx'
import { HoverCard } from './hover-card.tsx'
import { MINIMAP_HEIGHT } from './minimap.ts'
import { MinimapStage } from './minimap-stage.ts'
import { NoticeBubble } from './notice-bubble.tsx'
import { PinCard } from './pin-card.tsx'
import { RemoveTrack } from './remove-track.tsx'
import { TrackSettings } from './settings/track-settings.tsx'
import { TimelineStage } from './stage.ts'
import { TrackHeaders } from './track-headers.tsx'

export function TimelinePanel() {
  const { timeline, keyer, scheduler, names } = useStudio()
  const t = useText().timeline
  const stage = useRef<HTMLDivElement>(null)
  const minimap = useRef<HTMLDivElement>(null)
  const [headers, setHeaders] = useRememberedSize('track-headers', 168)
  useEffect(() => {
    if (!stage.current || !minimap.current) return
    const stack = new DisposableStack()
    stack.use(new TimelineStage({ host: stage.current, timeline, keyer, scheduler, names }))
    stack.use(new MinimapStage(minimap.current, timeline, scheduler))
    return () => stack.dispose()
  }, [timeline, keyer, scheduler, names])
  return (
    <section aria-label={t.title} className="flex h-full min-h-0 flex-col bg-canvas">
      <div className="flex min-h-0 flex-1">
        <div style={{ width: headers }} className="shrink-0 overflow-hidden max-md:w-24!">
          <TrackHeaders />
        </div>
        <Splitter
          orientation="vertical"
          size={headers}
          min={96}
          max={360}
          onSize={setHeaders}
          onReset={() => setHeaders(168)}
          label={t.namesWidth}
        />
        <div className="relative min-w-0 flex-1 overflow-hidden">
          <div ref={stage} data-timeline-stage className="absolute inset-0 touch-none select-none" />
          <SignalLegends />
          <HoverCard />
          <PinCard />
          <SnapHint />
          <NoticeBubble />
        </div>
      </div>
      <div className="flex shrink-0 border-t border-line" style={{ height: MINIMAP_HEIGHT }}>
        <div
          style={{ width: headers + 1 }}
          className="flex shrink-0 items-center border-r border-line px-2 text-small text-ink-3 max-md:w-[97px]!"
        >
          {t.overview}
        </div>
        <div ref={minimap} data-timeline-minimap className="relative min-w-0 flex-1 touch-none select-none" />
      </div>
      <RemoveTrack />
      <TrackSettings />
    </section>
  )
}
