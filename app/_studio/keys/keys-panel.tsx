'use client'
/** Every command with its keys; a key that is taken is asked about before it changes hands. */
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { Input } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { chordLabel, chordOf } from './chord.ts'
import type { BoundCommand, KeyRegistry } from './keys.ts'

/** A key being chosen: in place of one of a command's chords, or as one more (`place` past the last). */
interface Choice {
  readonly id: string
  readonly place: number
  /** The key that was pressed and belongs to another command; null while waiting for one. */
  readonly taken: { readonly chord: string; readonly by: string } | null
}

export function KeysPanel({ keys }: { keys: KeyRegistry }) {
  const t = useText().keys
  const [query, setQuery] = useState('')
  const [choice, setChoice] = useState<Choice | null>(null)
  useValue(keys.changed)

  const take = (id: string, place: number, chord: string) => {
    const now = keys.list().find((bound) => bound.command.id === id)?.keys ?? []
    const next = [...now]
    next[place] = chord
    keys.rebind(id, [...new Set(next)])
    setChoice(null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` reads nothing that changes
  useEffect(() => {
    if (!choice || choice.taken) return
    const press = (event: KeyboardEvent) => {
      const chord = chordOf(event)
      if (!chord) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (chord === 'Escape') return setChoice(null)
      const other = keys.conflicts(chord, choice.id)[0]
      if (other) setChoice({ ...choice, taken: { chord, by: other.id } })
      else take(choice.id, choice.place, chord)
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [keys, choice])

  const all = keys.list()
  const found = all.filter((bound) => matches(bound, query))
  const groups = Map.groupBy(found, (bound) => bound.command.group)
  const rebound = all.some((bound) => bound.rebound)
  const useTaken = (both: boolean) => {
    if (!choice?.taken) return
    const { chord, by } = choice.taken
    if (!both) {
      const other = all.find((bound) => bound.command.id === by)
      if (other)
        keys.rebind(
          by,
          other.keys.filter((key) => key !== chord),
        )
    }
    take(choice.id, choice.place, chord)
  }
  return (
    <div className="px-2 pt-3">
      <div className="mb-3 flex items-center gap-3">
        <Input
          type="search"
          aria-label={t.find}
          placeholder={t.find}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="max-w-70"
        />
        <p className="min-w-0 flex-1 text-small text-ink-3">{t.about}</p>
        {rebound && (
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              for (const bound of all) if (bound.rebound) keys.rebind(bound.command.id, null)
            }}
          >
            {t.resetAll}
          </Button>
        )}
      </div>
      {found.length === 0 && <p className="py-6 text-ink-2">{t.nothingFound(query)}</p>}
      <div className="gap-8 sm:columns-2">
        {[...groups].map(([group, commands]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-small text-ink-3">{group}</h3>
            <ul>
              {commands.map((bound) => (
                <KeyRow
                  key={bound.command.id}
                  bound={bound}
                  clash={clashOf(keys, bound, all)}
                  choice={choice?.id === bound.command.id ? choice : null}
                  takenBy={all.find((b) => b.command.id === choice?.taken?.by)?.command.title ?? ''}
                  onChoose={(place) => setChoice({ id: bound.command.id, place, taken: null })}
                  onReset={() => keys.rebind(bound.command.id, null)}
                  onTaken={useTaken}
                  onLeave={() => setChoice(null)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}

interface KeyRowProps {
  bound: BoundCommand
  clash: string | null
  choice: Choice | null
  takenBy: string
  onChoose: (place: number) => void
  onReset: () => void
  onTaken: (both: boolean) => void
  onLeave: () => void
}

const keyClass = 'flex min-h-6 min-w-8 items-center justify-end gap-1 rounded-sm px-1 hover:bg-hover'

function KeyRow({ bound, clash, choice, takenBy, onChoose, onReset, onTaken, onLeave }: KeyRowProps) {
  const t = useText().keys
  const { title } = bound.command
  const waiting = choice && !choice.taken
  return (
    <li className="group">
      <div className="flex min-h-7 items-center gap-1">
        <span className="min-w-0 flex-1">
          {title}
          {clash && <span className="block text-small text-warn">{t.alsoOn(clash)}</span>}
        </span>
        {bound.rebound && (
          <Button size="small" variant="quiet" onClick={onReset}>
            {t.own}
          </Button>
        )}
        {bound.keys.map((chord, place) => (
          <button key={chord} type="button" onClick={() => onChoose(place)} className={keyClass}>
            <span className="sr-only">{t.change(title)}</span>
            {waiting && choice.place === place ? <Waiting /> : <Kbd keys={chord} />}
          </button>
        ))}
        <button
          type="button"
          onClick={() => onChoose(bound.keys.length)}
          className={cx(keyClass, bound.keys.length ? 'min-w-6!' : 'mr-7')}
        >
          <span className="sr-only">{bound.keys.length ? t.add(title) : t.change(title)}</span>
          {waiting && choice.place === bound.keys.length ? (
            <Waiting />
          ) : bound.keys.length ? (
            <Plus
              aria-hidden
              className="size-3.5 text-ink-3 opacity-0 group-hover:opacity-100 [button:focus-visible>&]:opacity-100"
            />
          ) : (
            <span className="text-small text-ink-3">{t.none}</span>
          )}
        </button>
      </div>
      {choice?.taken && (
        <div
          role="alert"
          className="mb-1 flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-2 py-1.5"
        >
          <span className="min-w-0 flex-1 text-warn">
            {t.taken(chordLabel(choice.taken.chord, isMac()), takenBy)}
          </span>
          <Button size="small" onClick={() => onTaken(false)}>
            {t.useHere}
          </Button>
          <Button size="small" variant="quiet" onClick={() => onTaken(true)}>
            {t.onBoth}
          </Button>
          <Button size="small" variant="quiet" onClick={onLeave}>
            {t.leave}
          </Button>
        </div>
      )}
    </li>
  )
}

function Waiting() {
  return <span className="text-small text-accent">{useText().keys.pressKey}</span>
}

const isMac = (): boolean => typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

function matches(bound: BoundCommand, query: string): boolean {
  const wanted = query.trim().toLowerCase()
  if (!wanted) return true
  return (
    bound.command.title.toLowerCase().includes(wanted) ||
    bound.keys.some(
      (chord) => chord.toLowerCase() === wanted || chordLabel(chord, isMac()).toLowerCase() === wanted,
    )
  )
}

/**
 * Another command that answers to the same key because a person gave it to one of them. Commands that share a key of
 * their own never run at the same time.
 */
function clashOf(keys: KeyRegistry, bound: BoundCommand, all: readonly BoundCommand[]): string | null {
  for (const chord of bound.keys)
    for (const other of keys.conflicts(chord, bound.command.id))
      if (bound.rebound || all.some((b) => b.command.id === other.id && b.rebound)) return other.title
  return null
}
