'use client'
/** Ctrl K: finds labels, commands, recordings and times. Arrow keys choose, Enter does it. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { floatClass, scrimClass } from '../../_ui/dialog.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useStudio } from '../studio-context.tsx'
import { type PaletteItem, paletteItems } from './palette-items.ts'

export function CommandPalette({ projectId }: { projectId: string }) {
  const { keys } = useStudio()
  const text = useText()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const command = keys.register({
      id: 'studio.palette',
      title: text.studio.palette.command,
      group: text.keys.groups.studio,
      keys: ['Mod+K'],
      run: () => setOpen(true),
    })
    return () => command[Symbol.dispose]()
  }, [keys, text])
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup className={cx(floatClass, 'max-w-140')}>
          <Base.Title className="sr-only">{text.studio.palette.title}</Base.Title>
          <PaletteBody projectId={projectId} onDone={() => setOpen(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function PaletteBody({ projectId, onDone }: { projectId: string; onDone: () => void }) {
  const { session, keys, names } = useStudio()
  const t = useText().studio.palette
  const router = useRouter()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const [recordings, setRecordings] = useState<readonly { id: string; name: string }[]>([])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Without the list of recordings the rest is still found.
    trpc.recordings.list.query({ projectId }).then(setRecordings, () => {})
  }, [projectId])
  const items = useMemo(
    () => paletteItems(query, { session, keys, names, recordings, open: (path) => router.push(path) }),
    [query, session, keys, names, recordings, router],
  )
  const at = Math.min(chosen, Math.max(0, items.length - 1))
  const choose = (next: number) => {
    const k = Math.max(0, Math.min(items.length - 1, next))
    setChosen(k)
    list.current?.querySelector(`[data-item="${k}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const run = (item: PaletteItem | undefined) => {
    if (!item) return
    onDone()
    // After the dialog has given back the focus.
    requestAnimationFrame(() => item.run())
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') choose(at + 1)
    else if (event.key === 'ArrowUp') choose(at - 1)
    else if (event.key === 'Enter') run(items[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={items.length ? `${listId}-${at}` : undefined}
        aria-label={t.field}
        placeholder={t.placeholder}
        className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-title text-ink outline-hidden placeholder:text-ink-3"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={key}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t.found}
        className="min-h-0 flex-1 overflow-y-auto p-1.5"
      >
        {items.map((item, k) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          <div
            key={item.id}
            id={`${listId}-${k}`}
            role="option"
            tabIndex={-1}
            aria-selected={k === at}
            data-item={k}
            onPointerMove={() => setChosen(k)}
            onClick={() => run(item)}
            className={cx(
              'flex h-8 cursor-default items-center gap-2 rounded-sm px-2.5',
              k === at && 'bg-hover',
            )}
          >
            {item.color ? <Swatch color={item.color} /> : null}
            <span dir="auto" className="min-w-0 truncate text-ink">
              {item.title}
            </span>
            <span dir="auto" className="min-w-0 flex-1 truncate text-small text-ink-3">
              {item.hint ?? item.group}
            </span>
            {item.keys && <Kbd keys={item.keys} />}
          </div>
        ))}
        {!items.length && <p className="px-2.5 py-3 text-ink-3">{t.nothing}</p>}
      </div>
    </>
  )
}
