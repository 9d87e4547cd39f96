'use client'
/** Asks a model to suggest: what, by which model, of which file's sound; and shows how far those asked before are. */
import { Sparkles } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Field } from '../../_ui/field.tsx'
import { Select } from '../../_ui/select.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import type { StudioData } from '../shell/studio-data.ts'
import { OptionInput, type OptionValue } from './option-input.tsx'
import { RunList } from './run-list.tsx'
import { isGoing, type RunView, type TaskView } from './task-view.ts'

export interface SuggestDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly data: StudioData
}

const LOOK_MS = 800

export function SuggestDialog({ open, onOpenChange, data }: SuggestDialogProps) {
  const text = useText()
  const t = text.suggest
  const recordingId = data.recording.id
  const mayAsk = data.user.role === 'owner' || data.user.role === 'editor'
  const files = data.assets.filter(({ manifest }) => manifest.renditions.some((r) => r.kind === 'audio'))
  const [tasks, setTasks] = useState<readonly TaskView[] | null>(null)
  const [runs, setRuns] = useState<readonly RunView[]>([])
  const [taskId, setTaskId] = useState('')
  const [model, setModel] = useState('')
  const [assetId, setAssetId] = useState(files[0]?.assetId ?? '')
  const [values, setValues] = useState<Readonly<Record<string, OptionValue>>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)

  const say = useCallback(
    (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    [],
  )
  const look = useCallback(
    () => trpc.suggestions.runs.query({ recordingId }).then(setRuns, say),
    [recordingId, say],
  )
  useEffect(() => {
    if (!open) return
    setProblem(null)
    trpc.suggestions.tasks.query({ recordingId }).then((all) => {
      setTasks(all)
      setTaskId((id) => id || (all[0]?.id ?? ''))
    }, say)
    void look()
  }, [open, recordingId, look, say])
  const going = runs.some(isGoing)
  useEffect(() => {
    if (!open || !going) return
    const timer = setInterval(() => void look(), LOOK_MS)
    return () => clearInterval(timer)
  }, [open, going, look])

  const task = tasks?.find((one) => one.id === taskId)
  const titleOf = (id: string): string =>
    t.tasks[id as keyof typeof t.tasks] ?? tasks?.find((one) => one.id === id)?.title ?? id
  const chosen = task?.models.some((m) => m.id === model) ? model : (task?.models[0]?.id ?? '')
  const lacking = task !== undefined && task.modelTask !== null && !task.modelOptional && !task.models.length
  const ask = async () => {
    if (!task) return
    setAsking(true)
    setProblem(null)
    try {
      const given = Object.fromEntries(
        task.options.map((f) => [f.key, values[`${task.id}.${f.key}`] ?? f.default]),
      )
      await trpc.suggestions.start.mutate({ assetId, task: task.id, model: chosen || null, options: given })
      await look()
    } catch (error) {
      say(error)
    } finally {
      setAsking(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.title}
      description={t.about}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{text.common.close}</Button>
          <Button
            variant="primary"
            icon={<Sparkles aria-hidden className="size-4" />}
            loading={asking}
            disabled={!mayAsk || !task || lacking || !assetId}
            onClick={() => void ask()}
          >
            {t.ask}
          </Button>
        </>
      }
    >
      {!tasks ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <div className="grid gap-4">
          <Field label={t.what}>
            <Select
              label={t.what}
              value={taskId}
              options={tasks.map((one) => ({ value: one.id, label: titleOf(one.id) }))}
              onChange={setTaskId}
            />
          </Field>
          {task && task.models.length > 0 && (
            <Field label={t.model}>
              <Select
                label={t.model}
                value={chosen}
                options={task.models.map((m) => ({ value: m.id, label: `${m.title} (${m.version})` }))}
                onChange={setModel}
              />
            </Field>
          )}
          {lacking && (
            <ErrorNote tone="warn">
              {t.noModel} <code className="font-mono text-small">{t.importCommand}</code>
            </ErrorNote>
          )}
          {files.length === 0 ? (
            <ErrorNote tone="warn">{t.noSound}</ErrorNote>
          ) : (
            <Field label={t.sound}>
              <Select
                label={t.sound}
                value={assetId}
                options={files.map((f) => ({ value: f.assetId, label: f.title || f.fileName }))}
                onChange={setAssetId}
              />
            </Field>
          )}
          {task && task.options.length > 0 && (
            <div className="grid items-end gap-4 sm:grid-cols-2">
              {task.options.map((field) => (
                <OptionInput
                  key={`${task.id}.${field.key}`}
                  field={field}
                  title={t.options[field.key as keyof typeof t.options] ?? field.title}
                  value={values[`${task.id}.${field.key}`] ?? field.default}
                  onChange={(value) => setValues((all) => ({ ...all, [`${task.id}.${field.key}`]: value }))}
                />
              ))}
            </div>
          )}
          {!mayAsk && <ErrorNote tone="warn">{t.editorsOnly}</ErrorNote>}
        </div>
      )}
      {problem && <ErrorNote className="mt-4">{problem}</ErrorNote>}
      <section className="mt-5 border-t border-line pt-4">
        <h3 className="mb-3 font-medium text-ink">{t.asked}</h3>
        <RunList
          runs={runs}
          titleOf={titleOf}
          mayCancel={mayAsk}
          onCancel={(jobId) => trpc.suggestions.cancel.mutate({ jobId }).then(look, say)}
        />
      </section>
    </Dialog>
  )
}
