'use client'
/**
 * The labels by track: searched, chosen, moved. One list for hands on the keyboard: arrows choose, Shift chooses several,
 * Alt moves, Enter goes on to the fields. The pointer drags a row to another place.
 */
import { useEffect, useRef, useState } from 'react'
import type { Text } from '#app/_text/text.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Swatch } from '#app/_ui/color-swatch.tsx'
import { cx } from '#app/_ui/cx.ts'
import { Kbd } from '#app/_ui/kbd.tsx'
import type { Label, LabelSet } from '#media/core/document/records.ts'
import { matchesLabel } from './label-draft.ts'

interface LabelListProps {
  set: LabelSet
  query: string
  /** Chosen labels; the last one is shown beside the list. */
  chosen: readonly string[]
  conflicts: ReadonlyMap<string, string>
  /** By label: names of the saved labels that become it. */
  from: ReadonlyMap<string, readonly string[]>
  mayEdit: boolean
  onChoose: (ids: readonly string[]) => void
  /** Puts a label in front of another, or behind all of its track. */
  onMove: (id: string, before: string | null) => void
  onEnter: () => void
  onRemove: () => void
}

interface Row {
  readonly key: string
  readonly label: Label
}

export function LabelList(props: LabelListProps) {
  const { set, query, chosen, conflicts, from, mayEdit, onChoose, onMove, onEnter, onRemove } = props
  const t = useText().labels
  const list = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const groups = groupsOf(set, query, t)
  const rows = groups.flatMap((group) => group.rows)
  const last = chosen.at(-1)
  const active = rows.findIndex((row) => row.label.id === last)
  useEffect(() => {
    if (last) list.current?.querySelector(`[data-label="${last}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [last])

  const key = (event: React.KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) {
      event.preventDefault()
      const row = rows[Math.min(Math.max(active + by, 0), rows.length - 1)]
      if (!row) return
      if (event.altKey && last && mayEdit) onMove(last, neighbour(rows, active, by))
      else if (event.shiftKey) onChoose([...chosen.filter((id) => id !== row.label.id), row.label.id])
      else onChoose([row.label.id])
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault()
      const row = rows.at(event.key === 'Home' ? 0 : -1)
      if (row) onChoose([row.label.id])
    } else if (event.key === 'Enter') {
      event.preventDefault()
      onEnter()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && mayEdit) {
      event.preventDefault()
      onRemove()
    }
  }

  if (rows.length === 0 && query !== '')
    return <p className="px-2 py-6 text-ink-3">{t.nothingFound(query)}</p>
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={t.labels}
      aria-multiselectable
      aria-description={t.listKeys}
      aria-activedescendant={active < 0 ? undefined : `label-${rows[active]!.key}`}
      onKeyDown={key}
      className="rounded-sm outline-hidden focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent"
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of a listbox
        <div key={group.id} role="group" aria-label={group.name} className="mb-3">
          <div className="sticky top-0 z-1 flex h-7 items-center gap-1.5 bg-surface text-small text-ink-3">
            <bdi className="truncate">{group.name}</bdi>
            <span>{group.rows.length}</span>
          </div>
          {group.rows.map((row) => {
            const { label } = row
            const isChosen = chosen.includes(label.id)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which has the focus
              <div
                key={row.key}
                id={`label-${row.key}`}
                data-label={label.id}
                role="option"
                tabIndex={-1}
                aria-selected={isChosen}
                draggable={mayEdit && query === ''}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  setDragged(label.id)
                }}
                onDragOver={(event) => {
                  if (!dragged) return
                  event.preventDefault()
                  setOver(row.key)
                }}
                onDrop={(event) => {
                  event.preventDefault()
                  if (dragged && dragged !== label.id) onMove(dragged, label.id)
                }}
                onDragEnd={() => {
                  setDragged(null)
                  setOver(null)
                }}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey)
                    onChoose(isChosen ? chosen.filter((id) => id !== label.id) : [...chosen, label.id])
                  else if (event.shiftKey && active >= 0)
                    onChoose([...new Set([...chosen, ...between(rows, active, row), label.id])])
                  else onChoose([label.id])
                }}
                className={cx(
                  'relative flex h-8 cursor-default items-center gap-2 rounded-sm px-2 select-none',
                  isChosen ? 'bg-accent-soft text-ink' : 'text-ink hover:bg-hover',
                  label.retired && 'text-ink-3',
                  dragged === label.id && 'opacity-45',
                  over === row.key &&
                    'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent',
                )}
              >
                <Swatch color={label.color} className={cx(label.retired && 'opacity-45')} />
                <bdi className={cx('min-w-0 truncate', label.name === '' && 'text-ink-3')}>
                  {label.name || t.noName}
                </bdi>
                <span className="min-w-0 flex-1 truncate text-small text-ink-3">
                  {label.retired
                    ? t.retired
                    : from.has(label.id) && t.becomes(from.get(label.id)!.join(', '))}
                </span>
                {label.code && (
                  <span className="hidden truncate font-mono text-small text-ink-3 xl:inline">
                    {label.code}
                  </span>
                )}
                {label.key !== null && !label.retired && (
                  <span
                    className={cx(conflicts.has(label.id) && 'rounded-xs outline-2 outline-danger')}
                    title={conflicts.get(label.id)}
                  >
                    <Kbd keys={label.key} />
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

interface Group {
  readonly id: string
  readonly name: string
  readonly rows: readonly Row[]
}

function groupsOf(set: LabelSet, query: string, t: Text['labels']): Group[] {
  const found = set.labels.filter((label) => matchesLabel(label, query))
  const used = new Set(set.tracks.flatMap((track) => track.labelIds))
  const group = (id: string, name: string, labels: readonly Label[]): Group => ({
    id,
    name,
    rows: labels.map((label) => ({ key: `${id}/${label.id}`, label })),
  })
  return [
    ...set.tracks.map((track) =>
      group(
        track.id,
        track.name,
        found.filter((label) => track.labelIds.includes(label.id)),
      ),
    ),
    group(
      ' text',
      t.inWords,
      found.filter((label) => !used.has(label.id) && label.use === 'text'),
    ),
    group(
      ' relation',
      t.relations,
      found.filter((label) => !used.has(label.id) && label.use === 'relation'),
    ),
    group(
      '',
      t.onNoTrack,
      found.filter((label) => !used.has(label.id) && label.use === 'mark'),
    ),
  ].filter((one) => one.rows.length > 0)
}

/** In front of which label one stands after a step; null for behind all. */
function neighbour(rows: readonly Row[], active: number, by: number): string | null {
  const at = by < 0 ? active - 1 : active + 2
  return rows[at]?.label.id ?? null
}

function between(rows: readonly Row[], active: number, row: Row): string[] {
  const at = rows.indexOf(row)
  return rows.slice(Math.min(at, active), Math.max(at, active) + 1).map((one) => one.label.id)
}
