'use client'
/** The list of keys that `?` opens. Every command can be given another key here. */
import { useEffect, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { chordOf } from './chord.ts'
import type { BoundCommand, KeyRegistry } from './keys.ts'

export function KeysDialog({ keys }: { keys: KeyRegistry }) {
  const [open, setOpen] = useState(false)
  const [waiting, setWaiting] = useState<string | null>(null)
  useValue(keys.changed)

  useEffect(() => {
    const command = keys.register({
      id: 'keys.list',
      title: 'List of keys',
      group: 'Studio',
      keys: ['?'],
      run: () => setOpen(true),
    })
    return () => command[Symbol.dispose]()
  }, [keys])

  useEffect(() => {
    if (!waiting) return
    const take = (event: KeyboardEvent) => {
      const chord = chordOf(event)
      if (!chord) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (chord !== 'Escape') keys.rebind(waiting, [chord])
      setWaiting(null)
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [keys, waiting])

  const groups = Map.groupBy(keys.list(), (bound) => bound.command.group)
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setWaiting(null)
      }}
      title="Keys"
      description="Press a key's button, then the new key. Escape leaves it as it was."
      size="large"
    >
      <div className="gap-8 sm:columns-2">
        {[...groups].map(([group, commands]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-small text-ink-3">{group}</h3>
            <ul>
              {commands.map((bound) => (
                <KeyRow
                  key={bound.command.id}
                  bound={bound}
                  clash={clashOf(keys, bound)}
                  waiting={waiting === bound.command.id}
                  onChange={() => setWaiting(bound.command.id)}
                  onReset={() => keys.rebind(bound.command.id, null)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

interface KeyRowProps {
  bound: BoundCommand
  clash: string | null
  waiting: boolean
  onChange: () => void
  onReset: () => void
}

function KeyRow({ bound, clash, waiting, onChange, onReset }: KeyRowProps) {
  return (
    <li className="flex min-h-7 items-center gap-2">
      <span className="min-w-0 flex-1">
        {bound.command.title}
        {clash && <span className="block text-small text-warn">Also on {clash}</span>}
      </span>
      {bound.rebound && (
        <Button size="small" variant="quiet" onClick={onReset}>
          Its own key
        </Button>
      )}
      <button
        type="button"
        onClick={onChange}
        aria-label={`Change the key of ${bound.command.title}`}
        className="flex min-h-6 min-w-10 items-center justify-end gap-1 rounded-sm px-1 hover:bg-hover"
      >
        {waiting ? (
          <span className="text-small text-accent">press a key</span>
        ) : bound.keys.length ? (
          bound.keys.map((chord) => <Kbd key={chord} keys={chord} />)
        ) : (
          <span className="text-small text-ink-3">none</span>
        )}
      </button>
    </li>
  )
}

/** Another command that answers to the same key, when one of the two was rebound. */
function clashOf(keys: KeyRegistry, bound: BoundCommand): string | null {
  for (const chord of bound.keys) {
    const other = keys.conflicts(chord, bound.command.id)[0]
    if (other) return other.title
  }
  return null
}
