'use client'
/** All tracks over the whole length, one line each: what is marked where, at a glance. */
import { useText } from '#app/_text/text-provider.tsx'
import type { TrackRibbon } from '#server/recordings/index.ts'
import { clockOfTicks } from '../../../_parts/format.ts'

interface OverviewProps {
  tracks: readonly TrackRibbon[]
  /** Ticks; null while nothing is known. */
  duration: number | null
}

const MARKS = [0, 0.25, 0.5, 0.75, 1]

export function Overview({ tracks, duration }: OverviewProps) {
  const t = useText().recording
  const length = duration ?? 0
  if (tracks.length === 0 || length <= 0) {
    return <p className="text-ink-3">{length <= 0 ? t.tracksLater : t.tracksAtOpening}</p>
  }
  return (
    <div className="grid grid-cols-[minmax(64px,120px)_minmax(0,1fr)_40px] items-center gap-x-3 gap-y-1">
      {tracks.map((track) => (
        <Line key={track.id} track={track} length={length} />
      ))}
      <span />
      <div aria-hidden className="relative mt-0.5 h-4 text-small text-ink-3">
        {MARKS.map((at) => (
          <span
            key={at}
            className="absolute"
            style={
              at === 1
                ? { right: 0 }
                : { left: `${at * 100}%`, transform: at === 0 ? undefined : 'translateX(-50%)' }
            }
          >
            {clockOfTicks(length * at)}
          </span>
        ))}
      </div>
      <span />
    </div>
  )
}

function Line({ track, length }: { track: TrackRibbon; length: number }) {
  const t = useText().recording
  return (
    <>
      <span dir="auto" className="truncate text-small text-ink-2" title={track.name}>
        {track.name}
      </span>
      <svg
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={t.trackLine(track.name, track.annotations)}
        className="block h-3.5 w-full rounded-xs bg-sunken"
      >
        {track.marks.map((mark, i) => {
          const x = (mark.start / length) * 1000
          const width =
            track.kind === 'events' ? 2.5 : Math.max(1.2, ((mark.end - mark.start) / length) * 1000)
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: marks stand in the order of time and have no names of their own
              key={i}
              x={track.kind === 'events' ? x - 1.25 : x}
              width={width}
              y="0"
              height="10"
              fill={mark.color}
            >
              <title>{`${mark.label}, ${clockOfTicks(mark.start)}`}</title>
            </rect>
          )
        })}
      </svg>
      <span className="text-right text-small text-ink-3">{track.annotations}</span>
    </>
  )
}
