'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input, Textarea } from '#app/_ui/input.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { useAction } from '../../../../_parts/use-action.ts'

export function ProjectForm(known: { projectId: string; name: string; description: string }) {
  const { project: t, common } = useText()
  const router = useRouter()
  const [name, setName] = useState(known.name)
  const [description, setDescription] = useState(known.description)
  const save = useAction(async () => {
    await trpc.projects.update.mutate({ projectId: known.projectId, name: name.trim(), description })
    toast({ title: t.saved })
    router.refresh()
  })
  const same = name === known.name && description === known.description
  return (
    <form
      className="flex max-w-100 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <Field label={t.name}>
        <Input
          name="name"
          dir="auto"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t.description} hint={t.descriptionHint}>
        <Textarea
          name="description"
          dir="auto"
          maxLength={5000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {save.problem && <ErrorNote>{save.problem}</ErrorNote>}
      <div>
        <Button type="submit" disabled={same || name.trim() === ''} loading={save.busy}>
          {common.save}
        </Button>
      </div>
    </form>
  )
}
