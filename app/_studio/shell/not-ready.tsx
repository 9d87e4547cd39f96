'use client'
/** A recording that cannot be played yet: what is being done to it and for how long; opens by itself when it is ready. */
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { trpc } from '../../_client/trpc.ts'
import { useLive } from '../../_client/use-live.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Progress } from '../../_ui/progress.tsx'

export interface NotReadyProps {
  readonly recordingId: string
  readonly recordingName: string
  readonly projectId: string
  readonly assets: readonly {
    readonly fileName: string
    readonly state: string
    readonly problem: string | null
  }[]
}

type Jobs = Awaited<ReturnType<typeof trpc.jobs.list.query>>

/** A page that was made before the first playable rendition was there is read again this often. */
const AGAIN_MS = 4000

export function NotReady({ recordingId, recordingName, projectId, assets }: NotReadyProps) {
  const router = useRouter()
  const t = useText().studio.notReady
  const { value: jobs, problem } = useLive<Jobs>(recordingId, [], (handlers) =>
    trpc.jobs.watch.subscribe({ recordingId }, handlers),
  )
  const running = jobs.filter((job) => job.state === 'running' || job.state === 'queued')
  const failed = assets.filter((asset) => asset.state === 'failed')
  const waits = failed.length < assets.length
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => router.refresh(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [waits, router])
  return (
    <main
      data-dark-default
      className="flex min-h-dvh flex-col items-center justify-center gap-4 bg-canvas p-8"
    >
      <div className="flex w-full max-w-120 flex-col gap-4">
        <h1 dir="auto" className="text-heading font-semibold text-ink">
          {recordingName}
        </h1>
        {assets.length === 0 && <p className="text-ink-2">{t.empty}</p>}
        {failed.map((asset) => (
          <ErrorNote key={asset.fileName}>
            <bdi>{asset.fileName}</bdi>: {asset.problem ?? t.failed}
          </ErrorNote>
        ))}
        {assets.length > 0 && waits && <p className="text-ink-2">{t.waits}</p>}
        {running.map((job) => (
          <div key={job.id} className="flex flex-col gap-1">
            <div className="flex justify-between text-small text-ink-2">
              <span className="truncate">{job.step || (job.state === 'queued' ? t.queued : t.working)}</span>
              <span className="tabular-nums">
                {Math.round(job.progress * 100)} %
                {job.secondsLeft !== null && ` · ${t.left(job.secondsLeft)}`}
              </span>
            </div>
            <Progress value={job.state === 'queued' ? null : job.progress} label={job.step || t.preparing} />
          </div>
        ))}
        {problem && <ErrorNote tone="warn">{problem}</ErrorNote>}
        <div className="flex gap-2">
          <Button onClick={() => router.push(`/r/${recordingId}`)}>{t.toRecording}</Button>
          <Button variant="quiet" onClick={() => router.push(`/p/${projectId}`)}>
            {t.toProject}
          </Button>
        </div>
      </div>
    </main>
  )
}
