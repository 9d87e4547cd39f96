'use client'
/** Keeps the selected annotation as an example of its label, for everybody on the project. */
import { useEffect, useState } from 'react'
import type { AnnotationRecord, LabelExample } from '#media/core/document/records.ts'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { toast } from '../../_ui/toast.tsx'
import { useStudio } from '../studio-context.tsx'

export function MakeExample({ projectId }: { projectId: string }) {
  const { session, keys } = useStudio()
  const text = useText()
  const t = text.labels
  const [annotation, setAnnotation] = useState<AnnotationRecord | null>(null)
  const [kind, setKind] = useState<LabelExample['kind']>('positive')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const mayEdit = session.user.role === 'owner' || session.user.role === 'editor'
  useEffect(() => {
    const selected = (): AnnotationRecord | undefined => {
      const [id, more] = session.selection.peek()
      return id && !more ? session.store.annotation(id) : undefined
    }
    const command = keys.register({
      id: 'labels.make-example',
      title: t.makeExample,
      group: t.codebook,
      keys: ['Shift+E'],
      repeat: false,
      enabled: () => mayEdit && selected() !== undefined,
      run: () => {
        setAnnotation(selected() ?? null)
        setKind('positive')
        setNote('')
        setProblem(null)
      },
    })
    return () => command[Symbol.dispose]()
  }, [keys, session, t, mayEdit])
  if (!annotation) return null
  const { labelId, start, end } = annotation
  const name = session.store.labels.peek().nameOf(labelId)
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      const example = { kind, recordingId: session.recordingId, start, end, note: note.trim() }
      session.setLabels(await trpc.labels.addExample.mutate({ projectId, labelId, example }))
      toast({ title: t.exampleKept(name) })
      setAnnotation(null)
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && setAnnotation(null)}
      size="small"
      title={t.makeExampleTitle(name)}
      description={t.makeExampleAbout}
      footer={
        <>
          <Button variant="quiet" onClick={() => setAnnotation(null)}>
            {text.common.cancel}
          </Button>
          <Button variant="primary" loading={busy} onClick={() => void keep()}>
            {t.keep}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {problem && <ErrorNote>{problem}</ErrorNote>}
        <Segmented
          fill
          label={t.examples}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'positive', label: t.positive },
            { value: 'negative', label: t.negative },
          ]}
        />
        <Field label={t.exampleNote}>
          <Input
            value={note}
            maxLength={1000}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void keep()
            }}
          />
        </Field>
      </div>
    </Dialog>
  )
}
