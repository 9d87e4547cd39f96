'use client'
/** The recording's files as they are now: jobs by subscription; a file is read again when its work reaches a new step. */
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useLive } from '#app/_client/use-live.ts'
import type { AssetView, JobRow, RecordingView } from '#server/recordings/index.ts'

export interface LiveFile {
  asset: AssetView
  jobs: AssetView['jobs']
}

export function useLiveRecording(recording: RecordingView): { files: LiveFile[]; reload: () => void } {
  const router = useRouter()
  const { value: rows } = useLive<readonly JobRow[] | null>(recording.id, null, (handlers) =>
    trpc.jobs.watch.subscribe({ recordingId: recording.id }, handlers),
  )
  const [fresh, setFresh] = useState<ReadonlyMap<string, AssetView>>(new Map())
  // What the page was made with is newest after a reload of the page's data.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new page counts
  useEffect(() => setFresh(new Map()), [recording])
  const known = useRef(new Map<string, string>())
  useEffect(() => {
    if (!rows) return
    const changed = new Set<string>()
    for (const row of rows) {
      const mark = `${row.state} ${row.step}`
      if (known.current.get(row.id) === mark) continue
      known.current.set(row.id, mark)
      if (row.assetId !== null) changed.add(row.assetId)
    }
    // Work on a file that this page does not know: somebody added it.
    if ([...changed].some((id) => !recording.assets.some((asset) => asset.id === id))) router.refresh()
    for (const assetId of changed) {
      trpc.assets.get.query({ assetId }).then(
        (asset) => setFresh((before) => new Map(before).set(assetId, asset)),
        // The next step tries again.
        () => {},
      )
    }
  }, [rows, recording.assets, router])
  const files = useMemo(
    () =>
      recording.assets.map((given) => {
        const asset = fresh.get(given.id) ?? given
        const live = rows?.filter((row) => row.assetId === asset.id)
        return { asset, jobs: live ?? asset.jobs }
      }),
    [recording.assets, fresh, rows],
  )
  const reload = useCallback(() => router.refresh(), [router])
  return { files, reload }
}
