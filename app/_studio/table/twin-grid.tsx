'use client'
/**
 * A grid that the keyboard reads and edits alone. Arrow keys move from cell to cell, up from the first row into the
 * headings, where Enter sorts; Enter on a cell goes to its frame, F2 or typing edits it, Space turns a yes into a no,
 * Delete removes. Only rows in sight exist as elements, so a hundred thousand are no burden.
 */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { CellEditor } from './cell-editor.tsx'
import type { CellEdit, TwinRows, TwinSort } from './rows.ts'

const ROW = 28
const OVERSCAN = 6
/** The row number of the headings. */
const HEAD = -1

export interface TwinGridProps {
  readonly label: string
  readonly rows: TwinRows
  /** Null where the order is the only one. */
  readonly sort: TwinSort | null
  readonly onSort: (sort: TwinSort) => void
}

interface Editing {
  readonly row: string
  readonly column: string
  readonly edit: CellEdit
  /** What was typed to begin with; null keeps what is there. */
  readonly typed: string | null
}

export function TwinGrid({ label, rows, sort, onSort }: TwinGridProps) {
  const t = useText().table
  const [cell, setCell] = useState({ row: 0, column: 0 })
  const [editing, setEditing] = useState<Editing | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [view, setView] = useState({ top: 0, height: 400 })
  const box = useRef<HTMLDivElement>(null)
  const { columns, count } = rows
  const row = Math.max(count ? 0 : HEAD, Math.min(cell.row, count - 1))
  const current = cell.row === HEAD ? HEAD : row
  const column = Math.min(cell.column, columns.length - 1)
  const template = { gridTemplateColumns: columns.map((c) => c.width).join(' ') }

  const focusCell = useCallback((at: number, to: number) => {
    const el = box.current
    if (!el) return
    // The headings take the first row's height.
    const top = at * ROW
    if (at !== HEAD) {
      if (top < el.scrollTop) el.scrollTop = top
      else if (top + ROW > el.scrollTop + el.clientHeight - ROW)
        el.scrollTop = top + 2 * ROW - el.clientHeight
    }
    requestAnimationFrame(() => el.querySelector<HTMLElement>(`[data-cell="${at}:${to}"]`)?.focus())
  }, [])

  useEffect(() => {
    const el = box.current
    if (!el) return
    const observer = new ResizeObserver(() => setView((v) => ({ ...v, height: el.clientHeight })))
    observer.observe(el)
    return () => observer.disconnect()
  }, [])

  const go = (at: number, to: number, more = false) => {
    const next = {
      row: Math.max(HEAD, Math.min(count - 1, at)),
      column: Math.max(0, Math.min(columns.length - 1, to)),
    }
    setCell(next)
    if (next.row !== HEAD) rows.select(next.row, more)
    focusCell(next.row, next.column)
  }
  const sortBy = (key: string) =>
    sort && onSort({ column: key, down: sort.column === key ? !sort.down : false })
  const begin = (at: number, to: number, typed: string | null = null) => {
    const key = columns[to]!.key
    const edit = rows.edit(at, key)
    setProblem(null)
    if (!edit) return
    if (edit.how === 'toggle') setProblem(edit.commit())
    else setEditing({ row: rows.id(at), column: key, edit, typed: edit.how === 'text' ? typed : null })
  }
  const finish = (value: string | null): boolean => {
    if (!editing) return true
    const { edit } = editing
    const refusal = value === null || edit.how === 'toggle' ? null : edit.commit(value)
    setProblem(refusal)
    if (refusal) return false
    setEditing(null)
    focusCell(current, column)
    return true
  }
  const key = (event: KeyboardEvent) => {
    if (editing) return
    const page = Math.max(1, Math.floor(view.height / ROW) - 2)
    const body = current !== HEAD
    const moves: Record<string, (() => void) | false> = {
      ArrowDown: () => go(current + 1, column, event.shiftKey),
      ArrowUp: () => go(current - 1, column, event.shiftKey),
      ArrowRight: () => go(current, column + 1),
      ArrowLeft: () => go(current, column - 1),
      PageDown: () => go(current + page, column),
      PageUp: () => go(Math.max(0, current - page), column),
      Home: () => go(event.ctrlKey ? 0 : current, 0),
      End: () => go(event.ctrlKey ? count - 1 : current, columns.length - 1),
      Enter: () => (body ? rows.goTo(current, columns[column]!.key) : sortBy(columns[column]!.key)),
      ' ': () => (body ? begin(current, column) : sortBy(columns[column]!.key)),
      F2: body && (() => begin(current, column)),
      Delete: body && (() => rows.remove(current)),
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const run = moves[event.key]
    if (run) run()
    else if (body && plain && /^[\p{L}\p{N}.,-]$/u.test(event.key)) {
      const edit = rows.edit(current, columns[column]!.key)
      // Letters start labels elsewhere in the studio; in a cell that takes text they are text.
      if (edit?.how !== 'text') return
      begin(current, column, event.key)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const first = Math.max(0, Math.floor(view.top / ROW) - OVERSCAN)
  const last = Math.min(count, Math.ceil((view.top + view.height) / ROW) + OVERSCAN)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p role="alert" className={cx('px-3 pb-2 text-small text-danger', !problem && 'hidden')}>
        {problem}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of which most rows are not there cannot be a <table> */}
      <div
        ref={box}
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        onKeyDown={key}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget
          setView((v) => ({ ...v, top: scrollTop }))
        }}
        className="min-h-0 flex-1 overflow-auto outline-hidden"
      >
        <div className="min-w-max">
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
          <div
            role="row"
            aria-rowindex={1}
            className="sticky top-0 z-10 grid border-b border-line bg-surface px-3 text-small text-ink-3"
            style={{ ...template, height: ROW }}
          >
            {columns.map((c, i) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <span
                key={c.key}
                role="columnheader"
                data-cell={`${HEAD}:${i}`}
                aria-colindex={i + 1}
                aria-sort={sort?.column === c.key ? (sort.down ? 'descending' : 'ascending') : undefined}
                tabIndex={current === HEAD && i === column ? 0 : -1}
                onClick={() => {
                  setCell({ row: HEAD, column: i })
                  sortBy(c.key)
                }}
                onKeyDown={() => {}}
                className={cx(
                  'flex min-w-0 items-center gap-1 pr-2 outline-hidden focus-visible:outline-1 focus-visible:-outline-offset-1 focus-visible:outline-accent',
                  c.numeric && 'flex-row-reverse',
                  sort && 'cursor-default hover:text-ink',
                )}
              >
                <span dir="auto" className="truncate">
                  {c.name}
                </span>
                {sort?.column === c.key &&
                  (sort.down ? (
                    <ArrowDown aria-hidden className="size-3 shrink-0" />
                  ) : (
                    <ArrowUp aria-hidden className="size-3 shrink-0" />
                  ))}
              </span>
            ))}
          </div>
          <div className="relative" style={{ height: count * ROW }}>
            {Array.from({ length: Math.max(0, last - first) }, (_, k) => first + k).map((at) => {
              const id = rows.id(at)
              const color = rows.color(at)
              const selected = rows.selected(at)
              return (
                // biome-ignore lint/a11y/useSemanticElements: see above
                // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
                <div
                  key={id}
                  role="row"
                  aria-rowindex={at + 2}
                  aria-selected={selected}
                  style={{ ...template, top: at * ROW, height: ROW }}
                  className={cx(
                    'absolute inset-x-0 grid items-center px-3',
                    selected ? 'bg-accent-soft' : 'hover:bg-hover',
                  )}
                >
                  {columns.map((c, i) =>
                    editing?.row === id && editing.column === c.key ? (
                      <CellEditor
                        key={c.key}
                        label={c.name}
                        edit={editing.edit}
                        typed={editing.typed}
                        numeric={c.numeric}
                        onFinish={finish}
                      />
                    ) : (
                      // biome-ignore lint/a11y/useSemanticElements: see above
                      <span
                        key={c.key}
                        role="gridcell"
                        data-cell={`${at}:${i}`}
                        aria-colindex={i + 1}
                        tabIndex={at === current && i === column ? 0 : -1}
                        onClick={(event) => go(at, i, event.shiftKey)}
                        onDoubleClick={() => (i === 0 ? rows.goTo(at, c.key) : begin(at, i))}
                        onKeyDown={() => {}}
                        className={cx(
                          'flex h-full min-w-0 items-center gap-2 pr-2 outline-hidden focus-visible:outline-1 focus-visible:-outline-offset-1 focus-visible:outline-accent',
                          c.numeric && 'justify-end font-mono text-small text-ink-2 tabular-nums',
                        )}
                      >
                        {i === 0 && color && <Swatch color={color} />}
                        <span dir="auto" className="truncate">
                          {rows.text(at, c.key)}
                        </span>
                      </span>
                    ),
                  )}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      <p className="border-t border-line px-3 py-1.5 text-small text-ink-3">{t.help}</p>
    </div>
  )
}
