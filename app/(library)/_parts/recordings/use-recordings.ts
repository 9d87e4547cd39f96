'use client'
/** The rows of one or several projects, kept fresh: while something is prepared they are read every two seconds. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import type { ListedRow } from './list-order.ts'

export type ListedProject = ListedRow['project']

export interface UseRecordings {
  rows: readonly ListedRow[]
  problem: Error | null
  /** Reads again, also the counts in the side bar. */
  reload: () => void
}

const isWorking = (rows: readonly ListedRow[] | undefined): boolean =>
  (rows ?? []).some((row) => row.assets.some((asset) => asset.job !== null || asset.state === 'preparing'))

/** @param deleted lists what was removed. */
export function useRecordings(
  projects: readonly ListedProject[],
  initial: readonly ListedRow[],
  deleted = false,
): UseRecordings {
  const router = useRouter()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['recordings', deleted, ...projects.map((project) => project.id)],
    queryFn: async (): Promise<readonly ListedRow[]> => {
      const lists = await Promise.all(
        projects.map(async (project) =>
          (await trpc.recordings.list.query({ projectId: project.id, deleted })).map((row) => ({
            ...row,
            project,
          })),
        ),
      )
      return lists.flat()
    },
    initialData: initial,
    refetchInterval: ({ state }) => (isWorking(state.data) ? 2000 : 30_000),
  })
  const reload = useCallback(() => {
    void client.invalidateQueries({ queryKey: ['recordings'] })
    router.refresh()
  }, [client, router])
  return { rows: query.data, problem: query.error, reload }
}
