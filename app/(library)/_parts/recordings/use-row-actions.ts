'use client'
/** What can be done with rows, one or many: stage, remove with undo, restore, try again. Failures are told by name. */
import { useMemo } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { trpc } from '#app/_client/trpc.ts'
import type { Text } from '#app/_text/text.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { ListedRow } from './list-order.ts'

export type Stage = 'open' | 'review' | 'complete'

const STAGES: readonly Stage[] = ['open', 'review', 'complete']

export const stageOptions = ({ stages }: Text['recordings']): { value: Stage; label: string }[] =>
  STAGES.map((value) => ({ value, label: stages[value] }))

export interface RowActions {
  setStage: (rows: readonly ListedRow[], stage: Stage) => Promise<void>
  remove: (rows: readonly ListedRow[]) => Promise<void>
  restore: (rows: readonly ListedRow[]) => Promise<void>
  retry: (assetId: string) => Promise<void>
}

type Named = Pick<ListedRow, 'id' | 'name'>

/** Does it for each and says which of them failed and why. @returns those that went well */
async function each(
  rows: readonly Named[],
  t: Text['recordings'],
  work: (row: Named) => Promise<unknown>,
): Promise<Named[]> {
  const results = await Promise.allSettled(rows.map(work))
  const failed = results.flatMap((result, i) =>
    result.status === 'rejected' ? [`${rows[i]?.name}: ${sentenceOf(result.reason)}`] : [],
  )
  if (failed.length > 0) {
    const more = failed.length > 3 ? t.andMore(failed.length - 3) : ''
    toast({
      kind: 'error',
      title: t.notChanged(failed.length),
      description: failed.slice(0, 3).join(' ') + more,
    })
  }
  return rows.filter((_, i) => results[i]?.status === 'fulfilled')
}

export function useRowActions(reload: () => void): RowActions {
  const { recordings: t, common } = useText()
  return useMemo(() => {
    const restore = async (rows: readonly Named[]): Promise<void> => {
      const done = await each(rows, t, (row) => trpc.recordings.restore.mutate({ recordingId: row.id }))
      if (done.length > 0) toast({ title: t.restored(onlyName(done), done.length) })
      reload()
    }
    return {
      restore,
      async setStage(rows, stage) {
        await each(rows, t, (row) => trpc.recordings.setStage.mutate({ recordingId: row.id, stage }))
        reload()
      },
      async remove(rows) {
        const done = await each(rows, t, (row) => trpc.recordings.remove.mutate({ recordingId: row.id }))
        if (done.length > 0) {
          toast({
            title: t.removedTell(onlyName(done), done.length),
            action: { label: common.undo, run: () => void restore(done) },
          })
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
  }, [reload, t, common])
}

const onlyName = (rows: readonly Named[]): string | null =>
  rows.length === 1 ? (rows[0]?.name ?? null) : null
