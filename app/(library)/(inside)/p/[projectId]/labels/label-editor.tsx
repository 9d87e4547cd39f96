'use client'
/**
 * The schema of a project: labels, tracks and versions. What is changed stays in the page, and in this browser, until it is
 * saved as the next version; when that touches labels in use, a dialog shows what becomes of their annotations first.
 */
import { Plus, Redo2, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Kbd } from '#app/_ui/kbd.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { LabelSet } from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { EMPTY_PLAN } from '#media/core/labels/migrate.ts'
import { mergeLabels, type SetDraft, splitLabel, takeBackMove } from '#media/core/labels/set-draft.ts'
import { useAction } from '../../../../_parts/use-action.ts'
import { ChangeList } from './change-list.tsx'
import { LabelDetail } from './label-detail.tsx'
import {
  addLabel,
  duplicateLabel,
  keyConflicts,
  onTrack,
  placeLabel,
  problemsOf,
  removeLabel,
  tidy,
  withLabel,
  withUse,
} from './label-draft.ts'
import { LabelList } from './label-list.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { MigrationDialog } from './migration-dialog.tsx'
import { SchemaMenu } from './schema-menu.tsx'
import { SpeakersView } from './speakers-view.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { TracksView } from './tracks-view.tsx'
import { useSchemaDraft } from './use-schema-draft.ts'
import { VersionsView } from './versions-view.tsx'

interface LabelEditorProps {
  projectId: string
  saved: LabelSet
  mayEdit: boolean
  owner: boolean
}

type View = 'labels' | 'tracks' | 'speakers' | 'history'
type Asking = 'merge' | 'split' | 'migrate' | null

export function LabelEditor({ projectId, saved, mayEdit, owner }: LabelEditorProps) {
  const t = useText().labels
  const router = useRouter()
  const editing = useSchemaDraft(projectId, saved, mayEdit)
  const { draft, dirty, changes, news, change, undo, redo, steps, discard, done } = editing
  const { set } = draft
  const [view, setView] = useState<View>('labels')
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [asking, setAsking] = useState<Asking>(null)
  const [reviewing, setReviewing] = useState(false)
  const newest = useNewest(projectId, saved.version, !dirty)
  const search = useRef<HTMLInputElement>(null)
  const nameField = useRef<HTMLInputElement>(null)
  const conflicts = useMemo(() => keyConflicts(set, t.keyOnTrack), [set, t])
  const problems = useMemo(() => problemsOf(set, t), [set, t])
  const label = set.labels.find((one) => one.id === chosen.at(-1)) ?? set.labels[0]
  const ids = chosen.filter((id) => set.labels.some((one) => one.id === id))
  const several = ids.length > 1
  const onSet = (next: (set: LabelSet) => LabelSet, field = ''): void =>
    change((now) => ({ ...now, set: next(now.set) }), field)
  const onDraft = (next: (draft: SetDraft) => SetDraft): void => change(next)

  const from = useMemo(() => {
    const into = new Map<string, { id: string; name: string }[]>()
    for (const [id, move] of Object.entries(draft.moves)) {
      const name = saved.labels.find((one) => one.id === id)?.name ?? id
      for (const to of new Set([move.to, ...move.cases.map((one) => one.to)]))
        into.set(to, [...(into.get(to) ?? []), { id, name }])
    }
    return into
  }, [draft.moves, saved])
  const fromNames = useMemo(
    () => new Map([...from].map(([id, list]) => [id, list.map((one) => one.name)])),
    [from],
  )

  const finished = (): void => {
    done()
    router.refresh()
  }
  const save = useAction(async () => {
    const labelSet = tidy(set)
    const gone = saved.labels.some((one) => !labelSet.labels.some((other) => other.id === one.id))
    if (gone) {
      const plan = { ...EMPTY_PLAN, moves: { ...draft.moves }, review: [...draft.review] }
      const input = { projectId, baseVersion: saved.version, labelSet, plan }
      const { recordings, undecided } = await trpc.labels.preview.mutate(input)
      if (recordings.length > 0 || undecided.length > 0) return setAsking('migrate')
      const { version } = await trpc.labels.migrate.mutate(input)
      toast({ title: t.savedAs(version) })
    } else {
      const next = await trpc.projects.labelSet.save.mutate({
        projectId,
        baseVersion: saved.version,
        labelSet,
      })
      toast({ title: t.savedAs(next.version) })
    }
    finished()
  })

  const add = (): void => {
    const track = set.tracks.find((one) => label && one.labelIds.includes(label.id)) ?? set.tracks[0]
    const made = addLabel(set, track?.id ?? null, LABEL_COLORS, t.addLabel)
    onSet(() => made.set)
    setQuery('')
    setChosen([made.id])
    requestAnimationFrame(() => nameField.current?.select())
  }
  const remove = (): void => {
    const going = several ? ids : label ? [label.id] : []
    const at = set.labels.findIndex((one) => one.id === going.at(-1))
    onSet((now) => going.reduce(removeLabel, now))
    const next = set.labels.slice(at + 1).find((one) => !going.includes(one.id)) ?? set.labels[at - 1]
    setChosen(next ? [next.id] : [])
  }

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement
      const typing = target.matches('input, textarea, [contenteditable]')
      const mod = event.ctrlKey || event.metaKey
      if (document.querySelector('[role=dialog],[role=alertdialog]')) return
      if (mod && event.key.toLowerCase() === 's' && dirty && problems.length === 0) {
        event.preventDefault()
        void save.run()
      } else if (mod && event.key.toLowerCase() === 'z' && !typing) {
        event.preventDefault()
        if (event.shiftKey) redo()
        else undo()
      } else if (event.key === '/' && !typing && view === 'labels') {
        event.preventDefault()
        search.current?.focus()
      }
    }
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [dirty, problems.length, save.run, undo, redo, view])

  const summary = `${t.summary(set.name, saved.version, set.labels.length, set.tracks.length)} ${mayEdit ? t.mayEdit : t.mayNotEdit}`
  return (
    <div className="pt-4">
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented
          label={t.views}
          value={view}
          onChange={setView}
          options={[
            { value: 'labels', label: t.labels },
            { value: 'tracks', label: t.tracks },
            { value: 'speakers', label: t.speakers },
            { value: 'history', label: t.history },
          ]}
        />
        <p className="min-w-0 flex-1 basis-60 truncate text-ink-2" title={summary}>
          {summary}
        </p>
        {mayEdit && (
          <div className="flex items-center gap-1">
            <IconButton
              label={t.undo}
              keys="Mod+Z"
              disabled={steps.undo === 0}
              icon={<Undo2 className="size-4" />}
              onClick={undo}
            />
            <IconButton
              label={t.redo}
              keys="Mod+Shift+Z"
              disabled={steps.redo === 0}
              icon={<Redo2 className="size-4" />}
              onClick={redo}
            />
          </div>
        )}
        <SchemaMenu
          projectId={projectId}
          set={set}
          mayEdit={mayEdit}
          owner={owner}
          onSet={(next) => {
            onSet(() => next)
            setChosen([])
          }}
        />
      </div>
      {news && (
        <ErrorNote
          tone="info"
          className="mb-4"
          action={
            <Button size="small" variant="quiet" onClick={discard}>
              {t.discard}
            </Button>
          }
        >
          {news.kind === 'kept' ? t.draftKept : t.draftMoved(saved.version)}{' '}
          {news.both.length > 0 && t.draftBoth(news.both.map((name) => `“${name}”`).join(', '))}
        </ErrorNote>
      )}
      {newest > saved.version && dirty && (
        <ErrorNote
          tone="warn"
          className="mb-4"
          action={
            <Button size="small" onClick={() => router.refresh()}>
              {t.bringIn}
            </Button>
          }
        >
          {t.savedMeanwhile(newest)}
        </ErrorNote>
      )}
      {view === 'history' && (
        <VersionsView
          projectId={projectId}
          current={saved.version}
          mayEdit={mayEdit}
          onChanged={finished}
          onRestore={(old) => {
            onDraft(() => ({
              set: { ...old, version: saved.version, moved: saved.moved },
              moves: {},
              review: [],
            }))
            setView('labels')
          }}
        />
      )}
      {view === 'tracks' && <TracksView set={set} mayEdit={mayEdit} onChange={onSet} />}
      {view === 'speakers' && <SpeakersView set={set} mayEdit={mayEdit} onChange={onSet} />}
      {view === 'labels' && (
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[320px_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-2 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-96px)] lg:self-start">
            <div className="flex gap-2">
              <Input
                ref={search}
                type="search"
                aria-label={t.find}
                aria-keyshortcuts="/"
                placeholder={t.find}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') setQuery('')
                }}
              />
              {mayEdit && (
                <IconButton
                  variant="plain"
                  label={t.addLabel}
                  icon={<Plus className="size-4" />}
                  onClick={add}
                />
              )}
            </div>
            {several && mayEdit && (
              <div className="flex h-8 items-center gap-1 rounded-md bg-accent-soft pr-1 pl-2.5">
                <span className="flex-1">{t.selected(ids.length)}</span>
                <Button size="small" variant="quiet" onClick={() => setAsking('merge')}>
                  {t.merge}
                </Button>
                <Button size="small" variant="quiet" onClick={remove}>
                  {t.remove}
                </Button>
              </div>
            )}
            <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
              <LabelList
                set={set}
                query={query}
                chosen={ids.length > 0 ? ids : label ? [label.id] : []}
                conflicts={conflicts}
                from={fromNames}
                mayEdit={mayEdit}
                onChoose={setChosen}
                onMove={(id, before) => onSet((now) => placeLabel(now, id, before))}
                onEnter={() => nameField.current?.select()}
                onRemove={remove}
              />
            </div>
          </div>
          {label ? (
            <LabelDetail
              key={label.id}
              projectId={projectId}
              label={label}
              set={set}
              conflict={conflicts.get(label.id) ?? null}
              from={from.get(label.id) ?? []}
              mayEdit={mayEdit}
              nameField={nameField}
              onChange={(next, field) =>
                onSet((now) => withLabel(now, label.id, next), field && `${label.id} ${field}`)
              }
              onUse={(use) => onSet((now) => withUse(now, label.id, use))}
              onTrack={(trackId, on) => onSet((now) => onTrack(now, trackId, label.id, on))}
              onTakeBack={(id) => onDraft((now) => takeBackMove(now, saved, id))}
              onDuplicate={() => {
                const made = duplicateLabel(set, label.id)
                onSet(() => made.set)
                setChosen([made.id])
              }}
              onMerge={() => {
                setChosen([label.id])
                setAsking('merge')
              }}
              onSplit={() => setAsking('split')}
              onRemove={remove}
            />
          ) : (
            <p className="text-ink-3">{t.chooseLabel}</p>
          )}
        </div>
      )}
      {mayEdit && dirty && (
        <div className="sticky bottom-0 z-10 mt-6 -mb-16 border-t border-line bg-surface py-3">
          {save.problem && <ErrorNote className="mb-2">{save.problem}</ErrorNote>}
          {problems.length > 0 && (
            <ErrorNote tone="warn" className="mb-2">
              {problems[0]} {problems.length > 1 && t.otherProblems(problems.length - 1)}
            </ErrorNote>
          )}
          {reviewing && (
            <div className="mb-2 max-h-[40dvh] overflow-y-auto border-b border-line pb-2">
              <ChangeList changes={changes} />
            </div>
          )}
          <div className="flex items-center gap-2">
            <span className="flex-1 text-ink-2">
              {t.notSaved}{' '}
              <button
                type="button"
                aria-expanded={reviewing}
                className="rounded-xs underline decoration-line-2 underline-offset-2 hover:text-ink"
                onClick={() => setReviewing(!reviewing)}
              >
                {t.changes(changes.length)}
              </button>
            </span>
            <Button variant="quiet" onClick={discard}>
              {t.discard}
            </Button>
            <Button
              variant="primary"
              disabled={problems.length > 0}
              loading={save.busy}
              onClick={() => save.run()}
            >
              {t.saveAs(saved.version + 1)} <Kbd keys="Mod+S" />
            </Button>
          </div>
        </div>
      )}
      {asking === 'merge' && (
        <MergeDialog
          set={set}
          ids={several ? ids : label ? [label.id] : []}
          onClose={() => setAsking(null)}
          onMerge={(into) => {
            onDraft((now) => mergeLabels(now, saved, several ? ids : label ? [label.id] : [], into))
            setChosen([into])
            setAsking(null)
          }}
        />
      )}
      {asking === 'split' && label && (
        <SplitDialog
          set={set}
          label={label}
          onClose={() => setAsking(null)}
          onSplit={(by, parts) => {
            const next = splitLabel(draft, saved, label.id, by, parts)
            onDraft(() => next)
            const known = new Set(set.labels.map((one) => one.id))
            setChosen(
              next.set.labels
                .filter((one) => !known.has(one.id))
                .slice(0, 1)
                .map((one) => one.id),
            )
            setAsking(null)
          }}
        />
      )}
      {asking === 'migrate' && (
        <MigrationDialog
          projectId={projectId}
          saved={saved}
          draft={{ ...draft, set: tidy(set) }}
          onClose={() => setAsking(null)}
          onUndone={() => router.refresh()}
          onSaved={finished}
        />
      )}
    </div>
  )
}

/** The newest version that anybody has saved; loaded at once where nothing would be disturbed. */
function useNewest(projectId: string, known: number, mayLoad: boolean): number {
  const router = useRouter()
  const [newest, setNewest] = useState(known)
  useEffect(() => {
    const following = trpc.labels.watch.subscribe(
      { projectId },
      { onData: ({ version }) => setNewest(version), onError: () => {} },
    )
    return () => following.unsubscribe()
  }, [projectId])
  useEffect(() => {
    if (newest > known && mayLoad) router.refresh()
  }, [newest, known, mayLoad, router])
  return Math.max(newest, known)
}
