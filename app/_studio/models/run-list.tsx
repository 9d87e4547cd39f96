'use client'
/** Runs of this recording, the latest first: how far, what came of it, or what went wrong. */
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Progress } from '../../_ui/progress.tsx'
import { isGoing, type RunView } from './task-view.ts'

export interface RunListProps {
  readonly runs: readonly RunView[]
  readonly titleOf: (task: string) => string
  readonly mayCancel: boolean
  readonly onCancel: (jobId: string) => void
}

export function RunList({ runs, titleOf, mayCancel, onCancel }: RunListProps) {
  const text = useText()
  const t = text.suggest
  const steps: Readonly<Record<string, string>> = text.recordings.steps
  if (!runs.length) return <p className="text-ink-3">{t.noRuns}</p>
  return (
    <ul className="grid gap-3" data-testid="suggestion-runs">
      {runs.map((run) => (
        <li
          key={run.jobId}
          className="grid min-h-10 grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1"
          data-state={run.state}
        >
          <span className="min-w-0">
            {titleOf(run.task)}
            {run.model && <span className="text-ink-3"> · {run.model}</span>}
          </span>
          {isGoing(run) && mayCancel ? (
            <Button size="small" onClick={() => onCancel(run.jobId)}>
              {text.common.cancel}
            </Button>
          ) : (
            <span className="text-small text-ink-3">
              {t.states[run.state as keyof typeof t.states] ?? run.state}
            </span>
          )}
          {isGoing(run) ? (
            <span className="col-span-2 grid gap-1">
              <Progress value={run.state === 'queued' ? null : run.progress} label={titleOf(run.task)} />
              <span role="status" className="text-small text-ink-3 tabular-nums">
                {run.state === 'queued' ? t.waiting : (steps[run.step] ?? run.step)}
                {run.secondsLeft !== null && ` · ${t.left(Math.ceil(run.secondsLeft))}`}
              </span>
            </span>
          ) : (
            <span className={`col-span-2 text-small ${run.problem ? 'text-danger' : 'text-ink-2'}`}>
              {run.problem ?? (run.outcome && t.outcome(run.outcome.layerName, run.outcome.what))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
