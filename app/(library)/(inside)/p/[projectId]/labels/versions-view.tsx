'use client'
/** Every version of the schema, what it changed, and what it did to recordings. */
import { useEffect, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useLocale, useText } from '#app/_text/text-provider.tsx'
import { Badge } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ConfirmDialog } from '#app/_ui/confirm-dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Skeleton } from '#app/_ui/skeleton.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { LabelSet } from '#media/core/document/records.ts'
import { useAction } from '../../../../_parts/use-action.ts'
import { ChangeList } from './change-list.tsx'
import { toldUndone } from './told-undone.ts'

type Version = Awaited<ReturnType<typeof trpc.labels.versions.query>>[number]

const PAGE = 20

interface VersionsViewProps {
  projectId: string
  current: number
  mayEdit: boolean
  onRestore: (set: LabelSet) => void
  onChanged: () => void
}

export function VersionsView({ projectId, current, mayEdit, onRestore, onChanged }: VersionsViewProps) {
  const t = useText().labels
  const locale = useLocale()
  const [versions, setVersions] = useState<readonly Version[] | null>(null)
  const [undoing, setUndoing] = useState<NonNullable<Version['migration']> | null>(null)
  const load = useAction(async (before?: number) => {
    const page = await trpc.labels.versions.query({
      projectId,
      limit: PAGE,
      ...(before !== undefined && { before }),
    })
    setVersions((now) => (before === undefined ? page : [...(now ?? []), ...page]))
  })
  const { run } = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is a new list
  useEffect(() => void run(), [run, current])
  const restore = useAction(async (version: number) => {
    onRestore(await trpc.labels.version.query({ projectId, version }))
    toast({ title: t.restored(version) })
  })
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const oldest = versions?.at(-1)?.version
  return (
    <div className="max-w-200">
      <p className="mb-3 text-ink-2">{t.versionsAbout}</p>
      {(load.problem ?? restore.problem) && <ErrorNote>{load.problem ?? restore.problem}</ErrorNote>}
      {!versions && !load.problem && (
        <div className="flex flex-col gap-3">
          {[0, 1, 2].map((n) => (
            <Skeleton key={n} className="h-16 w-full" />
          ))}
        </div>
      )}
      <ol>
        {versions?.map((one) => (
          <li
            key={one.version}
            className="grid gap-x-6 gap-y-2 border-t border-line py-3 sm:grid-cols-[150px_minmax(0,1fr)_auto]"
          >
            <div>
              <h3 className="flex items-center gap-2 font-medium">
                {t.version(one.version)} {one.version === current && <Badge tone="ok">{t.inForce}</Badge>}
              </h3>
              <p className="text-small text-ink-3">
                <time dateTime={one.at.toISOString()}>{when.format(one.at)}</time>
                {one.authorName && <span className="block">{t.by(one.authorName)}</span>}
              </p>
            </div>
            <div className="min-w-0">
              {one.version === 1 ? (
                <p className="text-ink-2">{t.first}</p>
              ) : (
                <ChangeList changes={one.changes} />
              )}
              {one.migration && (
                <p className="mt-1.5 flex flex-wrap items-center gap-2 text-ink-2">
                  <Badge tone={one.migration.undoneAt ? 'plain' : 'accent'}>
                    {t.migrated(one.migration.recordings)}
                    {one.migration.undoneAt && `, ${t.migratedUndone}`}
                  </Badge>
                  {mayEdit && one.migration.latest && (
                    <Button size="small" variant="quiet" onClick={() => setUndoing(one.migration)}>
                      {t.undoMigration}
                    </Button>
                  )}
                </p>
              )}
            </div>
            {mayEdit && one.version !== current && (
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                onClick={() => restore.run(one.version)}
              >
                {t.restore}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {oldest !== undefined && oldest > 1 && (
        <Button variant="quiet" className="mt-2" loading={load.busy} onClick={() => load.run(oldest)}>
          {t.older}
        </Button>
      )}
      <ConfirmDialog
        open={undoing !== null}
        onOpenChange={(open) => !open && setUndoing(null)}
        title={t.undoMigrationTitle}
        scope={t.undoMigrationScope(undoing?.recordings ?? 0)}
        confirmLabel={t.undoMigration}
        onConfirm={async () => {
          if (!undoing) return
          toldUndone(await trpc.labels.undoMigration.mutate({ migrationId: undoing.id }), t)
          onChanged()
        }}
      />
    </div>
  )
}
