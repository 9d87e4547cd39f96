'use client'
/** What the colours of a track mean when they are not its labels': three dots in the header, the whole list on hover. */
import type { TrackRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { definitionOf } from './track-colors.ts'

const MOST = 14

export function ColorLegend({ track }: { track: TrackRecord }) {
  const t = useText().timeline
  const { timeline, session } = useStudio()
  useValue(session.store.trackVersion(track.id))
  const book = useValue(session.store.labels)
  const key = track.colorBy.startsWith('attribute:') ? track.colorBy.slice('attribute:'.length) : null
  const what = key === null ? t.byAuthor : (definitionOf(book, track, key)?.name ?? key)
  const { styles } = timeline.tracks.get(track).source.styles
  return (
    <Tooltip
      side="right"
      content={
        <span className="flex flex-col gap-1 py-0.5">
          <span className="text-ink-3">{t.coloredBy(what)}</span>
          {styles.slice(0, MOST).map((style) => (
            <span key={style.id} className="flex items-center gap-1.5">
              <Swatch color={style.color} />
              <span dir="auto" className="truncate">
                {style.name}
              </span>
            </span>
          ))}
          {styles.length > MOST && <span className="text-ink-3">… {styles.length - MOST}</span>}
        </span>
      }
    >
      <span
        role="img"
        aria-label={t.coloredBy(`${what}: ${styles.map((s) => s.name).join(', ')}`)}
        className="mr-1 flex shrink-0 gap-px"
      >
        {styles.slice(0, 3).map((style) => (
          <span key={style.id} className="h-2.5 w-1 rounded-xs" style={{ background: style.color }} />
        ))}
      </span>
    </Tooltip>
  )
}
