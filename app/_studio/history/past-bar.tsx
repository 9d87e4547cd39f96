'use client'
/** In place of the editing commands while an earlier state is shown: which one, the way through them, and back. */
import { ChevronLeft, ChevronRight, History, LoaderCircle } from 'lucide-react'
import { useLocale, useText } from '#app/_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function PastBar() {
  const { session, timeTravel, keys } = useStudio()
  const t = useText().people.past
  const locale = useLocale()
  const past = useValue(timeTravel.past)
  const loading = useValue(timeTravel.loading)
  const problem = useValue(timeTravel.problem)
  const selected = useValue(session.selection).size
  // Counts the changes that arrive meanwhile.
  useValue(session.store.version)
  if (!past) return null
  const last = session.revision
  const shown = loading ?? past.revision
  const different = timeTravel.different().length
  const when = past.at?.toLocaleString(locale, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  })
  return (
    <div
      role="toolbar"
      aria-label={t.was}
      data-testid="past-bar"
      data-revision={past.revision}
      className="flex h-8 shrink-0 items-center gap-2 overflow-hidden border-b border-accent bg-accent-soft px-2 text-ink"
    >
      {loading === null ? (
        <History aria-hidden className="size-4 shrink-0 text-accent" />
      ) : (
        <LoaderCircle
          aria-hidden
          className="size-4 shrink-0 animate-spin text-accent motion-reduce:animate-none"
        />
      )}
      <p className="min-w-0 flex-1 truncate" aria-live="polite">
        <b className="font-semibold">{t.was}</b>{' '}
        {problem ?? (
          <>
            {past.revision === 0 ? t.before : t.after(past.revision)}
            <span className="text-ink-2">
              {past.sentence && ` · ${past.sentence}`}
              {past.authorName && ` · ${past.authorName}`}
              {when && ` · ${when}`}
            </span>
          </>
        )}
      </p>
      <IconButton
        size="small"
        label={t.previous}
        keys={keys.chordFor('history.previous') ?? undefined}
        icon={<ChevronLeft className="size-4" />}
        disabled={shown <= 0}
        onClick={() => timeTravel.step(-1)}
      />
      <input
        type="range"
        aria-label={t.slider}
        aria-valuetext={shown === 0 ? t.before : t.after(shown)}
        min={0}
        max={last}
        value={shown}
        onChange={(event) => void timeTravel.go(Number(event.target.value))}
        className="h-6 w-40 shrink accent-(--accent) max-lg:w-24"
      />
      <IconButton
        size="small"
        label={t.next}
        keys={keys.chordFor('history.next') ?? undefined}
        icon={<ChevronRight className="size-4" />}
        disabled={shown >= last}
        onClick={() => timeTravel.step(1)}
      />
      <span className="w-16 shrink-0 text-small text-ink-2 tabular-nums max-lg:hidden">
        {shown.toLocaleString(locale)} {t.of(last)}
      </span>
      {session.editable && (
        <>
          <Button size="small" disabled={!selected} onClick={() => timeTravel.restoreSelection()}>
            {t.restoreSelection}
          </Button>
          <Tooltip content={different ? t.restoreAllAbout : t.nothing} side="top">
            <Button size="small" disabled={!different} onClick={() => timeTravel.restoreAll()}>
              {t.restoreAll(different)}
            </Button>
          </Tooltip>
        </>
      )}
      <Button size="small" variant="primary" onClick={() => timeTravel.leave()}>
        {t.back}
      </Button>
    </div>
  )
}
