'use client'
/** What can be done with rows, one or many: stage, remove with undo, restore, try again. Failures are told by name. */
import { useMemo } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { trpc } from '#app/_client/trpc.ts'
import { toast } from '#app/_ui/toast.tsx'
import { plural } from '../format.ts'
import type { ListedRow } from './list-order.ts'

export type Stage = 'open' | 'review' | 'complete'

export const STAGES: readonly { value: Stage; label: string }[] = [
  { value: 'open', label: 'To label' },
  { value: 'review', label: 'In review' },
  { value: 'complete', label: 'Complete' },
]

export interface RowActions {
  setStage: (rows: readonly ListedRow[], stage: Stage) => Promise<void>
  remove: (rows: readonly ListedRow[]) => Promise<void>
  restore: (rows: readonly ListedRow[]) => Promise<void>
  retry: (assetId: string) => Promise<void>
}

type Named = Pick<ListedRow, 'id' | 'name'>

/** Does it for each and says which of them failed and why. @returns those that went well */
async function each(rows: readonly Named[], work: (row: Named) => Promise<unknown>): Promise<Named[]> {
  const results = await Promise.allSettled(rows.map(work))
  const failed = results.flatMap((result, i) =>
    result.status === 'rejected' ? [`${rows[i]?.name}: ${sentenceOf(result.reason)}`] : [],
  )
  if (failed.length > 0) {
    const more = failed.length > 3 ? ` And ${failed.length - 3} more.` : ''
    toast({
      kind: 'error',
      title: `${plural(failed.length, 'recording')} could not be changed`,
      description: failed.slice(0, 3).join(' ') + more,
    })
  }
  return rows.filter((_, i) => results[i]?.status === 'fulfilled')
}

export function useRowActions(reload: () => void): RowActions {
  return useMemo(() => {
    const restore = async (rows: readonly Named[]): Promise<void> => {
      const done = await each(rows, (row) => trpc.recordings.restore.mutate({ recordingId: row.id }))
      if (done.length > 0) toast({ title: told(done, 'restored') })
      reload()
    }
    return {
      restore,
      async setStage(rows, stage) {
        await each(rows, (row) => trpc.recordings.setStage.mutate({ recordingId: row.id, stage }))
        reload()
      },
      async remove(rows) {
        const done = await each(rows, (row) => trpc.recordings.remove.mutate({ recordingId: row.id }))
        if (done.length > 0) {
          toast({ title: told(done, 'removed'), action: { label: 'Undo', run: () => void restore(done) } })
        }
        reload()
      },
      async retry(assetId) {
        try {
          await trpc.assets.retry.mutate({ assetId })
        } catch (error) {
          toast({ kind: 'error', title: sentenceOf(error) })
        }
        reload()
      },
    }
  }, [reload])
}

const told = (rows: readonly Named[], what: string): string =>
  rows.length === 1 ? `“${rows[0]?.name}” ${what}` : `${plural(rows.length, 'recording')} ${what}`
