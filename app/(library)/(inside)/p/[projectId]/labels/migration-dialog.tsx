'use client'
/**
 * Before a change of labels is carried through the recordings: what becomes of every used label that goes, what happens in
 * each recording, and what is left as it is because a rule, a lock or a finished recording is in the way.
 */
import { useEffect, useMemo, useState } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Badge } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Swatch } from '#app/_ui/color-swatch.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Select } from '#app/_ui/select.tsx'
import { Skeleton } from '#app/_ui/skeleton.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { Label, LabelSet } from '#media/core/document/records.ts'
import { EMPTY_PLAN, type MigrationPlan } from '#media/core/labels/migrate.ts'
import type { SetDraft } from '#media/core/labels/set-draft.ts'
import { useAction } from '../../../../_parts/use-action.ts'
import { toldUndone } from './told-undone.ts'

type Preview = Awaited<ReturnType<typeof trpc.labels.preview.mutate>>
type Outcome = Preview['recordings'][number]

interface MigrationDialogProps {
  projectId: string
  saved: LabelSet
  draft: SetDraft
  onClose: () => void
  onSaved: (version: number) => void
  onUndone: () => void
}

const SHOWN = 40
const KEEP = 'keep'
const REMOVE = 'remove'

export function MigrationDialog({
  projectId,
  saved,
  draft,
  onClose,
  onSaved,
  onUndone,
}: MigrationDialogProps) {
  const text = useText()
  const t = text.labels
  /** By label: keep, remove, or the id of the label that it becomes. */
  const [decisions, setDecisions] = useState<Readonly<Record<string, string>>>({})
  const [options, setOptions] = useState({ join: false, locked: false, complete: false })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [counting, setCounting] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  /** Labels that have to be decided about, as the first count found them. */
  const [asked, setAsked] = useState<Preview['undecided']>([])
  const { labelSet, plan } = useMemo(
    () => planOf(saved, draft, decisions, options),
    [saved, draft, decisions, options],
  )

  useEffect(() => {
    let over = false
    setCounting(true)
    trpc.labels.preview.mutate({ projectId, baseVersion: saved.version, labelSet, plan }).then(
      (found) => {
        if (over) return
        setPreview(found)
        setProblem(null)
        setCounting(false)
        setAsked((now) => [
          ...now,
          ...found.undecided.filter((one) => !now.some((o) => o.labelId === one.labelId)),
        ])
      },
      (error: unknown) => {
        if (over) return
        setProblem(sentenceOf(error))
        setCounting(false)
      },
    )
    return () => {
      over = true
    }
  }, [projectId, saved.version, labelSet, plan])

  const undecided = asked.filter((one) => !decisions[one.labelId])
  const touched =
    preview?.recordings.reduce((sum, one) => sum + total(one.relabelled) + total(one.removed), 0) ?? 0
  const save = useAction(async () => {
    const done = await trpc.labels.migrate.mutate({ projectId, baseVersion: saved.version, labelSet, plan })
    const { migrationId } = done
    const recordings = done.recordings.filter((one) => total(one.relabelled) + total(one.removed) > 0).length
    const takeBack = async (): Promise<void> => {
      if (!migrationId) return
      try {
        toldUndone(await trpc.labels.undoMigration.mutate({ migrationId }), t)
      } catch (error) {
        toast({ kind: 'error', title: sentenceOf(error) })
      }
      onUndone()
    }
    toast({
      title: migrationId ? t.carriedOut(touched, recordings) : t.savedAs(done.version),
      ...(done.playlistId && { description: t.reviewListed }),
      ...(migrationId && { action: { label: text.common.undo, run: () => void takeBack() } }),
    })
    onSaved(done.version)
  })

  const complete = preview?.recordings.some((one) => one.complete) ?? false
  const locked =
    options.locked || (preview?.recordings.some((one) => !one.complete && total(one.left) > 0) ?? false)
  const stays = preview?.recordings.some((one) => total(one.left) > 0 || one.conflicts.length > 0) ?? false
  const targets = labelSet.labels.filter((label) => !label.retired)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title={t.migrateTitle}
      description={t.migrateAbout}
      footer={
        <>
          {undecided.length > 0 && <span className="mr-auto text-ink-2">{t.decideFirst}</span>}
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button
            variant="primary"
            disabled={undecided.length > 0 || counting || problem !== null}
            loading={save.busy}
            onClick={() => save.run()}
          >
            {t.carryOut(touched, saved.version + 1)}
          </Button>
        </>
      }
    >
      {(problem ?? save.problem) && <ErrorNote className="mb-3">{problem ?? save.problem}</ErrorNote>}
      {!preview && counting && (
        <div role="status" className="flex flex-col gap-2">
          <span className="text-ink-3">{t.counting}</span>
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {preview && (
        <div className="flex flex-col gap-4">
          <ul className="flex flex-col">
            {Object.entries(draft.moves).map(([id, move]) => (
              <Going key={id} label={saved.labels.find((one) => one.id === id)}>
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  {[...new Set([move.to, ...move.cases.map((one) => one.to)])].map((to) => (
                    <Name key={to} label={labelSet.labels.find((one) => one.id === to)} />
                  ))}
                </span>
              </Going>
            ))}
            {asked.map(({ labelId, annotations, recordings }) => {
              const label = saved.labels.find((one) => one.id === labelId)
              return (
                <Going key={labelId} label={label} about={t.usedIn(annotations, recordings)}>
                  <Select
                    label={t.decide(label?.name ?? labelId)}
                    className="w-64!"
                    value={decisions[labelId] ?? ''}
                    options={[
                      { value: '', label: <span className="text-ink-3">…</span> },
                      { value: KEEP, label: t.decideKeep },
                      { value: REMOVE, label: t.decideRemove },
                      ...targets
                        .filter((one) => one.id !== labelId)
                        .map((one) => ({ value: one.id, label: t.decideMove(one.name) })),
                    ]}
                    onChange={(to) => setDecisions((now) => ({ ...now, [labelId]: to }))}
                  />
                </Going>
              )
            })}
          </ul>
          <Recordings recordings={preview.recordings} counting={counting} />
          <div className="flex flex-col gap-2">
            <Checkbox checked={options.join} onChange={(join) => setOptions({ ...options, join })}>
              <span>
                {t.join} <span className="text-ink-3">{t.joinHint}</span>
              </span>
            </Checkbox>
            {complete && (
              <Checkbox
                checked={options.complete}
                onChange={(on) => setOptions({ ...options, complete: on })}
              >
                {t.alsoComplete}
              </Checkbox>
            )}
            {locked && (
              <Checkbox checked={options.locked} onChange={(on) => setOptions({ ...options, locked: on })}>
                {t.alsoLocked}
              </Checkbox>
            )}
          </div>
          {stays && <p className="text-small text-ink-3">{t.keptRetired}</p>}
        </div>
      )}
    </Dialog>
  )
}

function Going(props: { label: Label | undefined; about?: string; children: React.ReactNode }) {
  return (
    <li className="grid min-h-10 items-center gap-x-4 gap-y-1 border-b border-line py-1.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <span className="flex min-w-0 items-baseline gap-2">
        <Name label={props.label} />
        {props.about && <span className="truncate text-small text-ink-3">{props.about}</span>}
      </span>
      <span aria-hidden className="hidden text-ink-3 sm:inline">
        →
      </span>
      {props.children}
    </li>
  )
}

function Name({ label }: { label: Label | undefined }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Swatch color={label?.color ?? '#777777'} />
      <bdi className="truncate">{label?.name}</bdi>
    </span>
  )
}

function Recordings({ recordings, counting }: { recordings: readonly Outcome[]; counting: boolean }) {
  const t = useText().labels
  if (recordings.length === 0) return <p className="text-ink-2">{t.nothingTouched}</p>
  return (
    <div aria-busy={counting} className={counting ? 'opacity-45' : undefined}>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-small text-ink-3">
            <th className="py-1.5 pr-4 font-normal">{t.recording}</th>
            <th className="py-1.5 pr-4 font-normal">{t.change}</th>
            <th className="py-1.5 font-normal">{t.left}</th>
          </tr>
        </thead>
        <tbody>
          {recordings.slice(0, SHOWN).map((one) => {
            const [relabelled, removed, left] = [total(one.relabelled), total(one.removed), total(one.left)]
            return (
              <tr key={one.recordingId} className="border-b border-line align-top last:border-b-0">
                <td className="max-w-60 truncate py-1.5 pr-4">
                  <bdi>{one.name}</bdi> {one.deleted && <Badge>{t.inBin}</Badge>}
                </td>
                <td className="py-1.5 pr-4 text-ink-2 tabular-nums">
                  {relabelled > 0 && <div>{t.relabelled(relabelled)}</div>}
                  {removed > 0 && <div>{t.removed(removed)}</div>}
                  {one.joined > 0 && <div>{t.joined(one.joined)}</div>}
                </td>
                <td className="py-1.5 text-ink-2 tabular-nums">
                  {left > 0 && <div>{one.complete ? t.leftComplete(left) : t.leftLocked(left)}</div>}
                  {one.conflicts.length > 0 && (
                    <details>
                      <summary className="text-warn">{t.leftRule(one.conflicts.length)}</summary>
                      <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-4 text-small">
                        {one.conflicts.map((conflict) => (
                          <li key={conflict.annotationId}>{conflict.sentence}</li>
                        ))}
                      </ul>
                    </details>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {recordings.length > SHOWN && (
        <p className="text-ink-3">{t.moreRecordings(recordings.length - SHOWN)}</p>
      )}
    </div>
  )
}

/** The schema and the plan that the draft and the decisions come to. */
function planOf(
  saved: LabelSet,
  draft: SetDraft,
  decisions: Readonly<Record<string, string>>,
  options: Pick<MigrationPlan, 'join' | 'locked' | 'complete'>,
): { labelSet: LabelSet; plan: MigrationPlan } {
  let labelSet = draft.set
  const moves = { ...draft.moves }
  const removals: string[] = []
  for (const [id, decision] of Object.entries(decisions)) {
    const label = saved.labels.find((one) => one.id === id)
    if (!label || decision === '') continue
    if (decision === REMOVE) removals.push(id)
    else if (decision !== KEEP) moves[id] = { to: decision, cases: [] }
    else
      labelSet = {
        ...labelSet,
        labels: [...labelSet.labels, { ...label, retired: true }],
        tracks: labelSet.tracks.map((track) => {
          const was = saved.tracks.find((one) => one.id === track.id)?.labelIds.includes(id)
          return was && !track.labelIds.includes(id) ? { ...track, labelIds: [...track.labelIds, id] } : track
        }),
      }
  }
  return { labelSet, plan: { ...EMPTY_PLAN, moves, removals, ...options, review: [...draft.review] } }
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0)
