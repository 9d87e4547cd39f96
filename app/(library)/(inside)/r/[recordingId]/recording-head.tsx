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
import { STAGES, type Stage } from '../../../_parts/recordings/use-row-actions.ts'
import { mayAs } from '../../../_parts/roles.ts'
import { useAction } from '../../../_parts/use-action.ts'

export function RecordingHead({ recording, playable }: { recording: RecordingView; playable: boolean }) {
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
      toast({ title: `“${recording.name}” removed`, action: { label: 'Undo', run: () => void restore() } })
      router.push(`/p/${recording.project.id}`)
      router.refresh()
    } catch (error) {
      toast({ kind: 'error', title: sentenceOf(error) })
    }
  }
  const mayEdit = mayAs(recording.role, 'editor')
  const t = useText()
  return (
    <>
      <PageHead
        above={{ href: `/p/${recording.project.id}`, name: recording.project.name }}
        title={recording.name}
        about={recording.note ? <p className="whitespace-pre-line">{recording.note}</p> : undefined}
        actions={
          <>
            {mayAs(recording.role, 'annotator') && (
              <Select
                label="Stage"
                className="w-32!"
                value={recording.stage as Stage}
                options={STAGES}
                disabled={stage.busy}
                onChange={(next) => stage.run(next)}
              />
            )}
            {playable ? (
              <Link href={`/studio/${recording.id}`} className={buttonClass({ variant: 'primary' })}>
                Open in the studio
              </Link>
            ) : (
              <span
                aria-disabled="true"
                className={cx(buttonClass({ variant: 'primary' }), 'cursor-not-allowed')}
              >
                Open in the studio
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
                  <IconButton label="More" icon={<EllipsisVertical className="size-4" />} variant="plain" />
                }
              >
                <MenuItem icon={<Pencil className="size-4" />} onSelect={() => setRenaming(true)}>
                  Rename
                </MenuItem>
                <MenuItem icon={<Trash2 className="size-4" />} danger onSelect={remove}>
                  Remove
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
      title="Rename recording"
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="rename"
            variant="primary"
            disabled={name.trim() === ''}
            loading={save.busy}
          >
            Save
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
        <Field label="Name">
          <Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Note" hint="Shown under the name.">
          <Textarea maxLength={5000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
