'use client'
/**
 * The table twin of a track: every annotation as a row that a screen reader reads and the keyboard edits. Arrow keys move
 * from cell to cell, Enter goes to the frame, F2 or typing edits a time, Delete removes. Only rows in sight exist as
 * elements, so a hundred thousand are no burden.
 */
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { deleteSelected } from '../tools/delete/delete.ts'
import { setEndFrame, setStartFrame } from './edge-edits.ts'

const ROW = 28
const OVERSCAN = 6
const COLUMNS = ['Label', 'Start', 'End', 'Length'] as const

export function ListView() {
  const { session, timeline, names } = useStudio()
  useValue(names.mode)
  const tracks = useValue(session.store.trackList)
  const activeId = useValue(session.activeTrackId)
  const version = useValue(session.store.version)
  const selection = useValue(session.selection)
  const track = tracks.find((t) => t.id === activeId) ?? tracks[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the rows have changed
  const rows = useMemo(
    () =>
      track
        ? session.store
            .lanesOf(track.id)
            .flatMap(([, lane]) => [...lane.all()])
            .sort((a, b) => a.start - b.start)
        : [],
    [track, version, session],
  )
  const [cell, setCell] = useState({ row: 0, column: 0 })
  const [editing, setEditing] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [view, setView] = useState({ top: 0, height: 400 })
  const box = useRef<HTMLDivElement>(null)
  const row = Math.min(cell.row, rows.length - 1)

  const focusCell = useCallback((at: number, column: number) => {
    const el = box.current
    if (!el) return
    // The header takes the first row's height.
    const top = at * ROW
    if (top < el.scrollTop) el.scrollTop = top
    else if (top + ROW > el.scrollTop + el.clientHeight - ROW) el.scrollTop = top + 2 * ROW - el.clientHeight
    requestAnimationFrame(() =>
      el.querySelector<HTMLElement>(`[data-cell="${at}:${column}"]`)?.focus({ preventScroll: true }),
    )
  }, [])

  useEffect(() => {
    const el = box.current
    if (!el) return
    const observer = new ResizeObserver(() => setView((v) => ({ ...v, height: el.clientHeight })))
    observer.observe(el)
    return () => observer.disconnect()
  }, [])

  if (!track) return <p className="p-4 text-ink-2">This document has no tracks.</p>
  const go = (at: number, column: number) => {
    const next = { row: Math.max(0, Math.min(rows.length - 1, at)), column: Math.max(0, Math.min(3, column)) }
    setCell(next)
    const a = rows[next.row]
    if (a) {
      session.select([a.id])
      timeline.bringIntoView([a.id])
    }
    focusCell(next.row, next.column)
  }
  const key = (event: KeyboardEvent) => {
    if (editing !== null) return
    const a = rows[row]
    const page = Math.max(1, Math.floor(view.height / ROW) - 2)
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(row + 1, cell.column),
      ArrowUp: () => go(row - 1, cell.column),
      ArrowRight: () => go(row, cell.column + 1),
      ArrowLeft: () => go(row, cell.column - 1),
      PageDown: () => go(row + page, cell.column),
      PageUp: () => go(row - page, cell.column),
      Home: () => go(event.ctrlKey ? 0 : row, 0),
      End: () => go(event.ctrlKey ? rows.length - 1 : row, 3),
      Enter: () => a && goTo(a, cell.column),
      F2: () => a && edit(a),
      Delete: () => deleteSelected(session),
    }
    const run = moves[event.key]
    if (run) run()
    else if (/^[\d.]$/.test(event.key) && a && !event.ctrlKey && !event.metaKey && !event.altKey)
      edit(a, event.key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const goTo = (a: AnnotationRecord, column: number) => {
    const t = column === 2 && a.end > a.start ? a.end - 1 : a.start
    session.clock.seek(session.clock.boundsOf(names.frameOf(t)).start)
  }
  const edit = (a: AnnotationRecord, typed?: string) => {
    if (!session.editable || (cell.column !== 1 && cell.column !== 2)) return
    if (cell.column === 2 && a.start === a.end) return
    setProblem(null)
    setEditing(typed ?? names.format(cell.column === 1 ? a.start : a.end - 1, 'frame'))
  }
  const finish = (keep: boolean) => {
    const a = rows[row]
    if (keep && editing !== null && a) {
      const frame = names.parse(editing, 'frame')
      const refusal =
        frame === null
          ? `“${editing}” is no frame or time of this recording.`
          : cell.column === 1
            ? setStartFrame(session, a, frame)
            : setEndFrame(session, a, frame)
      setProblem(refusal)
      if (refusal) return
    }
    setEditing(null)
    focusCell(row, cell.column)
  }
  const first = Math.max(0, Math.floor(view.top / ROW) - OVERSCAN)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + OVERSCAN)
  const table = timeline.tracks.labels.value
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-2 px-3 py-2">
        <Select
          label="Track of the list"
          size="small"
          value={track.id}
          options={tracks.map((t) => ({ value: t.id, label: t.name }))}
          onChange={(id) => {
            session.activeTrackId.value = id
          }}
        />
        <span className="shrink-0 text-small text-ink-3">{rows.length.toLocaleString('en')}</span>
      </div>
      {problem && (
        <p role="alert" className="px-3 pb-2 text-small text-danger">
          {problem}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of which most rows are not there cannot be a <table> */}
      <div
        ref={box}
        role="grid"
        tabIndex={-1}
        aria-label={`Annotations of ${track.name}`}
        aria-rowcount={rows.length + 1}
        aria-colcount={COLUMNS.length}
        onKeyDown={key}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget
          setView((v) => ({ ...v, top: scrollTop }))
        }}
        className="min-h-0 flex-1 overflow-auto outline-hidden"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-10 grid grid-cols-[minmax(0,1fr)_80px_80px_60px] border-b border-line bg-surface px-3 text-small text-ink-3"
          style={{ height: ROW }}
        >
          {COLUMNS.map((name) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: headings are read with the cells
            <span
              key={name}
              role="columnheader"
              className={cx('self-center', name !== 'Label' && 'text-right')}
            >
              {name}
            </span>
          ))}
        </div>
        <div className="relative" style={{ height: rows.length * ROW }}>
          {rows.slice(first, last).map((a, k) => {
            const at = first + k
            const style = table.styleOf(a.labelId)
            const point = a.start === a.end
            const texts = [
              style.name,
              names.format(a.start),
              point ? '' : names.formatEnd(a.end),
              point ? '' : names.formatLength(a.start, a.end),
            ]
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
              <div
                key={a.id}
                role="row"
                aria-rowindex={at + 2}
                aria-selected={selection.has(a.id)}
                style={{ top: at * ROW, height: ROW }}
                className={cx(
                  'absolute inset-x-0 grid grid-cols-[minmax(0,1fr)_80px_80px_60px] items-center px-3',
                  selection.has(a.id) ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                {texts.map((text, column) =>
                  editing !== null && at === row && column === cell.column ? (
                    <input
                      key={COLUMNS[column]}
                      // biome-ignore lint/a11y/noAutofocus: the person asked to edit this very cell
                      autoFocus
                      aria-label={`${COLUMNS[column]}, frame`}
                      className="h-6 w-full min-w-0 rounded-sm border border-accent bg-surface px-1 text-right font-mono text-small outline-hidden"
                      value={editing}
                      onChange={(event) => setEditing(event.target.value)}
                      onBlur={() => finish(true)}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter' && event.key !== 'Escape') return
                        event.stopPropagation()
                        finish(event.key === 'Enter')
                      }}
                    />
                  ) : (
                    // biome-ignore lint/a11y/useSemanticElements: see above
                    <span
                      key={COLUMNS[column]}
                      role="gridcell"
                      data-cell={`${at}:${column}`}
                      tabIndex={at === row && column === cell.column ? 0 : -1}
                      onClick={() => go(at, column)}
                      onDoubleClick={() => (column === 0 ? goTo(a, 0) : edit(a))}
                      onKeyDown={() => {}}
                      className={cx(
                        'flex h-full min-w-0 items-center gap-2 outline-hidden focus-visible:outline-1 focus-visible:-outline-offset-1 focus-visible:outline-accent',
                        column > 0 && 'justify-end font-mono text-small text-ink-2 tabular-nums',
                      )}
                    >
                      {column === 0 && <Swatch color={style.color} />}
                      <span className="truncate">{text}</span>
                    </span>
                  ),
                )}
              </div>
            )
          })}
        </div>
      </div>
      <p className="border-t border-line px-3 py-1.5 text-small text-ink-3">
        Enter goes there · F2 edits a frame; an end’s is the last inside
      </p>
    </div>
  )
}
