'use client'
/** Recordings as rows: search, filter, sort, select, act on many, all by mouse or keys. */
import { Search, Trash2, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { cx } from '#app/_ui/cx.ts'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Kbd } from '#app/_ui/kbd.tsx'
import { Menu, MenuItem } from '#app/_ui/menu.tsx'
import { Select } from '#app/_ui/select.tsx'
import { mayAs } from '../roles.ts'
import { between, type ListedRow, type ListView, listed, type Shown, SORTS } from './list-order.ts'
import { columnsClass, hrefOf, RecordingRow } from './recording-row.tsx'
import { useListKeys } from './use-list-keys.ts'
import { type ListedProject, useRecordings } from './use-recordings.ts'
import { stageOptions, useRowActions } from './use-row-actions.ts'

const STATES: readonly Shown[] = ['preparing', 'open', 'review', 'complete', 'failed', 'empty']

export interface RecordingListProps {
  projects: readonly ListedProject[]
  initial: readonly ListedRow[]
  /** Lists what was removed. */
  deleted?: boolean
  /** Shown when there is no recording at all. */
  empty: ReactNode
}

export function RecordingList({ projects, initial, deleted = false, empty }: RecordingListProps) {
  const { recordings: t, common } = useText()
  const router = useRouter()
  const { rows, problem, reload } = useRecordings(projects, initial, deleted)
  const actions = useRowActions(reload)
  const [view, setView] = useState<ListView>({ search: '', state: 'all', sort: 'changed' })
  const [projectId, setProjectId] = useState('all')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const anchor = useRef<string | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const shown = useMemo(
    () =>
      listed(
        rows.filter((row) => projectId === 'all' || row.project.id === projectId),
        view,
      ),
    [rows, projectId, view],
  )
  const chosen = shown.filter((row) => selected.has(row.id))

  const select = (row: ListedRow, on: boolean, range: boolean): void => {
    const ids = range ? between(shown, anchor.current, row.id) : [row.id]
    anchor.current = row.id
    setSelected((before) => {
      const next = new Set(before)
      for (const id of ids) {
        if (on) next.add(id)
        else next.delete(id)
      }
      return next
    })
  }
  const point = (row: ListedRow): void => setCurrent(row.id)
  const at = shown.findIndex((row) => row.id === current)
  const here = shown[at]
  useListKeys({
    move(by) {
      const next =
        shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by))]
      if (!next) return
      setCurrent(next.id)
      list.current?.querySelector(`[data-row="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' })
    },
    open: () => here && !deleted && router.push(hrefOf(here)),
    details: () => here && !deleted && router.push(`/r/${here.id}`),
    toggle: () => here && select(here, !selected.has(here.id), false),
    search: () => search.current?.focus(),
    clear: () => setSelected(new Set()),
  })

  if (rows.length === 0 && !problem) return empty
  return (
    <div>
      {problem && (
        <ErrorNote
          className="mb-3"
          action={
            <Button size="small" onClick={reload}>
              {common.tryAgain}
            </Button>
          }
        >
          {t.mayBeOld(sentenceOf(problem))}
        </ErrorNote>
      )}
      <div className="sticky top-12 z-10 flex min-h-12 flex-wrap items-center gap-2 border-b border-line bg-surface py-2 md:top-0">
        {chosen.length > 0 ? (
          <BulkBar rows={chosen} deleted={deleted} actions={actions} onDone={() => setSelected(new Set())} />
        ) : (
          <>
            <div className="relative min-w-40 flex-1 sm:max-w-72">
              <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
              <Input
                ref={search}
                type="search"
                aria-label={t.searchLabel}
                placeholder={t.search}
                className="pl-8"
                value={view.search}
                onChange={(event) => setView({ ...view, search: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape') return
                  setView({ ...view, search: '' })
                  event.currentTarget.blur()
                }}
              />
            </div>
            {projects.length > 1 && (
              <Select
                label={t.project}
                className="w-auto! max-w-48"
                value={projectId}
                options={[
                  { value: 'all', label: t.everyProject },
                  ...projects.map((project) => ({ value: project.id, label: <bdi>{project.name}</bdi> })),
                ]}
                onChange={setProjectId}
              />
            )}
            <Select
              label={t.state}
              className="w-auto!"
              value={view.state}
              options={[
                { value: 'all', label: t.everyState },
                ...STATES.map((value) => ({ value, label: t.states[value] })),
              ]}
              onChange={(state) => setView({ ...view, state })}
            />
            <span className="hidden flex-1 sm:block" />
            <Select
              label={t.sortBy}
              className="w-auto!"
              value={view.sort}
              options={SORTS.map((value) => ({ value, label: t.sorts[value] }))}
              onChange={(sort) => setView({ ...view, sort })}
            />
          </>
        )}
      </div>
      <div
        className={cx(columnsClass, 'h-8 border-b border-line pl-2 text-small text-ink-3')}
        role="presentation"
      >
        <Checkbox
          label={t.selectAll}
          checked={shown.length > 0 && chosen.length === shown.length}
          indeterminate={chosen.length > 0 && chosen.length < shown.length}
          onChange={(on) => setSelected(on ? new Set(shown.map((row) => row.id)) : new Set())}
        />
        <span className="col-span-2 lg:col-span-1 xl:col-span-1">{t.recording}</span>
        <span className="hidden lg:block" />
        <span className="hidden text-right lg:block">{t.length}</span>
        <span className="hidden xl:block">{t.people}</span>
        <span className="hidden lg:block">{t.state}</span>
        <span className="hidden text-right xl:block">{deleted ? t.removed : t.changed}</span>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={t.noMatch}
          action={
            <Button
              onClick={() => {
                setView({ ...view, search: '', state: 'all' })
                setProjectId('all')
              }}
            >
              {t.showAll}
            </Button>
          }
        >
          {t.noMatchAbout}
        </EmptyState>
      ) : (
        <ul ref={list} aria-label={t.list}>
          {shown.map((row) => (
            <RecordingRow
              key={row.id}
              row={row}
              selected={selected.has(row.id)}
              current={row.id === current}
              showProject={projects.length > 1}
              actions={actions}
              onSelect={select}
              onPoint={point}
            />
          ))}
        </ul>
      )}
      <p className="mt-3 hidden flex-wrap items-center gap-x-4 gap-y-1 text-small text-ink-3 md:flex">
        <span className="flex gap-1">
          <Kbd keys="J" />
          <Kbd keys="K" /> {t.keys.move}
        </span>
        <span className="flex gap-1">
          <Kbd keys="Enter" /> {t.keys.open}
        </span>
        <span className="flex gap-1">
          <Kbd keys="I" /> {t.keys.details}
        </span>
        <span className="flex gap-1">
          <Kbd keys="X" /> {t.keys.select}
        </span>
        <span className="flex gap-1">
          <Kbd keys="/" /> {t.keys.search}
        </span>
      </p>
    </div>
  )
}

interface BulkBarProps {
  rows: readonly ListedRow[]
  deleted: boolean
  actions: ReturnType<typeof useRowActions>
  onDone: () => void
}

function BulkBar({ rows, deleted, actions, onDone }: BulkBarProps) {
  const { recordings: t, common } = useText()
  const may = (least: 'annotator' | 'editor'): boolean => rows.every((row) => mayAs(row.project.role, least))
  const run = (work: Promise<void>): void => void work.then(onDone)
  return (
    <>
      <Button variant="quiet" icon={<X aria-hidden className="size-4" />} onClick={onDone}>
        {t.selected(rows.length)}
      </Button>
      {deleted ? (
        <Button disabled={!may('editor')} onClick={() => run(actions.restore(rows))}>
          {t.restore}
        </Button>
      ) : (
        <>
          <Menu trigger={<Button disabled={!may('annotator')}>{t.setStage}</Button>}>
            {stageOptions(t).map((stage) => (
              <MenuItem key={stage.value} onSelect={() => run(actions.setStage(rows, stage.value))}>
                {stage.label}
              </MenuItem>
            ))}
          </Menu>
          <Button
            disabled={!may('editor')}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => run(actions.remove(rows))}
          >
            {common.remove}
          </Button>
        </>
      )}
    </>
  )
}
