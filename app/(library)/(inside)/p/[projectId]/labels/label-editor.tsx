'use client'
/** The labels and tracks of a project. What is changed stays in the page until it is saved as the next version. */
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { Button } from '#app/_ui/button.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { LabelSet } from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { plural } from '../../../../_parts/format.ts'
import { useAction } from '../../../../_parts/use-action.ts'
import {
  addLabel,
  addTrack,
  keyConflicts,
  moveLabel,
  problemsOf,
  removeLabel,
  removeTrack,
  withLabel,
  withTrack,
} from './label-draft.ts'
import { LabelRow } from './label-row.tsx'
import { TrackRow } from './track-row.tsx'

interface LabelEditorProps {
  projectId: string
  saved: LabelSet
  mayEdit: boolean
}

export function LabelEditor({ projectId, saved, mayEdit }: LabelEditorProps) {
  const router = useRouter()
  const [draft, setDraft] = useState(saved)
  const [open, setOpen] = useState<string | null>(null)
  const dirty = draft !== saved && JSON.stringify(draft) !== JSON.stringify(saved)
  const conflicts = useMemo(() => keyConflicts(draft), [draft])
  const problems = useMemo(() => problemsOf(draft), [draft])
  const save = useAction(async () => {
    const next = await trpc.projects.labelSet.save.mutate({
      projectId,
      baseVersion: saved.version,
      labelSet: draft,
    })
    toast({ title: `Labels saved as version ${next.version}` })
    router.refresh()
  })
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
  const add = (trackId: string | null): void => {
    const made = addLabel(draft, trackId, LABEL_COLORS)
    setDraft(made.set)
    setOpen(made.id)
  }
  const used = new Set(draft.tracks.flatMap((track) => track.labelIds))
  const loose = draft.labels.filter((label) => !used.has(label.id))
  const groups = [
    ...draft.tracks.map((track) => ({
      id: track.id,
      name: track.name,
      labels: draft.labels.filter((label) => track.labelIds.includes(label.id)),
    })),
    ...(loose.length > 0 ? [{ id: null, name: 'On no track', labels: loose }] : []),
  ]
  return (
    <div className="max-w-200 pt-5">
      <p className="mb-4 text-ink-2">
        {draft.name}, version {saved.version}: {plural(draft.labels.length, 'label')} on{' '}
        {plural(draft.tracks.length, 'track')}.
        {mayEdit
          ? ' New recordings begin with these tracks.'
          : ' Editors and owners of the project may change them.'}
      </p>
      {draft.tracks.length === 0 && (
        <EmptyState title="No tracks yet">
          A track is a lane of the timeline; labels live on tracks.
        </EmptyState>
      )}
      {groups.map((group) => (
        <section key={group.id ?? ''} aria-label={group.name} className="mb-6">
          <header className="flex min-h-8 items-center gap-2 border-b border-line">
            <h3 className="min-w-0 flex-1 truncate text-body">
              {group.name}{' '}
              <span className="ml-1 text-small font-normal text-ink-3">{group.labels.length}</span>
            </h3>
            {mayEdit && group.id !== null && (
              <Button
                size="small"
                variant="quiet"
                icon={<Plus aria-hidden className="size-3.5" />}
                onClick={() => add(group.id)}
              >
                Label
              </Button>
            )}
          </header>
          <ul>
            {group.labels.map((label) => (
              <LabelRow
                key={label.id}
                label={label}
                open={open === `${group.id}/${label.id}` || open === label.id}
                conflict={conflicts.get(label.id) ?? null}
                mayEdit={mayEdit}
                onOpen={(next) => setOpen(next ? `${group.id}/${label.id}` : null)}
                onChange={(change) => setDraft((set) => withLabel(set, label.id, change))}
                onRemove={() => setDraft((set) => removeLabel(set, label.id))}
                onMove={(by) => setDraft((set) => moveLabel(set, label.id, by))}
              />
            ))}
          </ul>
        </section>
      ))}
      <section aria-label="Tracks" className="mt-8 border-t border-line pt-5">
        <header className="mb-2 flex items-center gap-2">
          <div className="flex-1">
            <h2 className="text-title">Tracks</h2>
            <p className="text-ink-2">Lanes of the timeline, from the top, and the rules of each.</p>
          </div>
          {mayEdit && (
            <Button
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setDraft((set) => addTrack(set))}
            >
              Track
            </Button>
          )}
        </header>
        <ul className="border-b border-line">
          {draft.tracks.map((track) => (
            <TrackRow
              key={track.id}
              track={track}
              set={draft}
              mayEdit={mayEdit}
              onChange={(change) => setDraft((set) => withTrack(set, track.id, change))}
              onRemove={() => setDraft((set) => removeTrack(set, track.id))}
            />
          ))}
        </ul>
      </section>
      {mayEdit && dirty && (
        <div className="sticky bottom-0 z-10 mt-6 -mb-16 border-t border-line bg-surface py-3">
          {save.problem && <ErrorNote className="mb-2">{save.problem}</ErrorNote>}
          {problems.length > 0 && (
            <ErrorNote tone="warn" className="mb-2">
              {problems[0]}
              {problems.length > 1 && ` And ${plural(problems.length - 1, 'other problem')}.`}
            </ErrorNote>
          )}
          <div className="flex items-center gap-2">
            <span className="flex-1 text-ink-2">Not saved yet</span>
            <Button variant="quiet" onClick={() => setDraft(saved)}>
              Discard
            </Button>
            <Button
              variant="primary"
              disabled={problems.length > 0}
              loading={save.busy}
              onClick={() => save.run()}
            >
              {`Save as version ${saved.version + 1}`}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
