'use client'
/** Name, stage and what can be done with the recording. */
import { EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button, buttonClass } from '#app/_ui/button.tsx'
import { cx } from '#app/_ui/cx.ts'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input, Textarea } from '#app/_ui/input.tsx'
import { Menu, MenuItem } from '#app/_ui/menu.tsx'
import { Select } from '#app/_ui/select.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { RecordingView } from '#server/recordings/index.ts'
import { PageHead } from '../../../_parts/page-head.tsx'
import { type Stage, stageOptions } from '../../../_parts/recordings/use-row-actions.ts'
import { mayAs } from '../../../_parts/roles.ts'
import { useAction } from '../../../_parts/use-action.ts'

export function RecordingHead({ recording, playable }: { recording: RecordingView; playable: boolean }) {
  const t = useText()
  const words = t.recording
  const router = useRouter()
  const [renaming, setRenaming] = useState(false)
  const stage = useAction(async (next: Stage) => {
    await trpc.recordings.setStage.mutate({ recordingId: recording.id, stage: next })
    router.refresh()
  })
  const restore = async (): Promise<void> => {
    try {
      await trpc.recordings.restore.mutate({ recordingId: recording.id })
      router.push(`/r/${recording.id}`)
    } catch (error) {
      toast({ kind: 'error', title: sentenceOf(error) })
    }
  }
  const remove = async (): Promise<void> => {
    try {
      await trpc.recordings.remove.mutate({ recordingId: recording.id })
      toast({
        title: t.recordings.removedTell(recording.name, 1),
        action: { label: t.common.undo, run: () => void restore() },
      })
      router.push(`/p/${recording.project.id}`)
      router.refresh()
    } catch (error) {
      toast({ kind: 'error', title: sentenceOf(error) })
    }
  }
  const mayEdit = mayAs(recording.role, 'editor')
  return (
    <>
      <PageHead
        above={{ href: `/p/${recording.project.id}`, name: recording.project.name }}
        title={recording.name}
        about={
          recording.note ? (
            <p dir="auto" className="whitespace-pre-line">
              {recording.note}
            </p>
          ) : undefined
        }
        actions={
          <>
            {mayAs(recording.role, 'annotator') && (
              <Select
                label={t.recordings.stage}
                className="w-32!"
                value={recording.stage as Stage}
                options={stageOptions(t.recordings)}
                disabled={stage.busy}
                onChange={(next) => stage.run(next)}
              />
            )}
            {playable ? (
              <Link href={`/studio/${recording.id}`} className={buttonClass({ variant: 'primary' })}>
                {words.openStudio}
              </Link>
            ) : (
              <span
                aria-disabled="true"
                className={cx(buttonClass({ variant: 'primary' }), 'cursor-not-allowed')}
              >
                {words.openStudio}
              </span>
            )}
            {playable && (
              <Link href={`/compare?a=${recording.id}`} className={buttonClass()}>
                {t.cameras.filePage.compare}
              </Link>
            )}
            {mayEdit && (
              <Menu
                align="end"
                trigger={
                  <IconButton
                    label={words.more}
                    icon={<EllipsisVertical className="size-4" />}
                    variant="plain"
                  />
                }
              >
                <MenuItem icon={<Pencil className="size-4" />} onSelect={() => setRenaming(true)}>
                  {words.rename}
                </MenuItem>
                <MenuItem icon={<Trash2 className="size-4" />} danger onSelect={remove}>
                  {t.common.remove}
                </MenuItem>
              </Menu>
            )}
          </>
        }
      />
      {stage.problem && <ErrorNote className="mb-4">{stage.problem}</ErrorNote>}
      {renaming && <RenameDialog recording={recording} onClose={() => setRenaming(false)} />}
    </>
  )
}

function RenameDialog({ recording, onClose }: { recording: RecordingView; onClose: () => void }) {
  const { recording: t, common } = useText()
  const router = useRouter()
  const [name, setName] = useState(recording.name)
  const [note, setNote] = useState(recording.note)
  const save = useAction(async () => {
    await trpc.recordings.rename.mutate({ recordingId: recording.id, name: name.trim(), note })
    onClose()
    router.refresh()
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={t.renameTitle}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            form="rename"
            variant="primary"
            disabled={name.trim() === ''}
            loading={save.busy}
          >
            {common.save}
          </Button>
        </>
      }
    >
      <form
        id="rename"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        {save.problem && <ErrorNote>{save.problem}</ErrorNote>}
        <Field label={t.name}>
          <Input
            dir="auto"
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t.note} hint={t.noteHint}>
          <Textarea
            dir="auto"
            maxLength={5000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}
