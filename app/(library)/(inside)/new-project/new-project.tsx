'use client'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { TEMPLATES, TemplateArt, type TemplateName } from '../../_parts/template-art.tsx'
import { useAction } from '../../_parts/use-action.ts'

/** Of the installation's own templates, what a card shows. */
interface OwnCard {
  id: string
  name: string
  description: string
  base: string
  labels: number
  tracks: number
}

export function NewProject({ initial, own }: { initial: TemplateName; own: readonly OwnCard[] }) {
  const router = useRouter()
  const { library: t, door, labels } = useText()
  const [name, setName] = useState('')
  /** A shipped template's name, or the id of one of the installation's. */
  const [template, setTemplate] = useState<string>(initial)
  const cards = [
    ...TEMPLATES.map((one) => ({ value: one as string, art: one, ...t.templates[one] })),
    ...own.map(({ id, name, description, base, labels: many, tracks }) => ({
      ...{ value: id, name, about: description, holds: labels.holds(many, tracks) },
      art: TEMPLATES.find((shipped) => shipped === base) ?? initial,
    })),
  ]
  const action = useAction(async () => {
    const ours = own.find((one) => one.id === template)
    const { id } = await trpc.projects.create.mutate({
      name: name.trim(),
      template: cards.find((one) => one.value === template)?.art ?? initial,
      ...(ours && { ownTemplateId: ours.id }),
    })
    router.push(`/p/${id}`)
    router.refresh()
  })
  return (
    <form
      className="flex flex-col gap-6 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault()
        void action.run()
      }}
    >
      <Field label={door.name} className="max-w-80">
        <Input
          name="name"
          dir="auto"
          required
          maxLength={200}
          autoFocus
          placeholder={t.nameExample}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div>
        <h2 id="template-head" className="mb-2 text-body font-medium">
          {t.labelsToBegin}
        </h2>
        <RadioGroup
          aria-labelledby="template-head"
          value={template}
          onValueChange={(next) => setTemplate(next as string)}
          className="grid gap-4 sm:grid-cols-3"
        >
          {cards.map((one) => (
            <Radio.Root
              key={one.value}
              value={one.value}
              nativeButton
              render={<button type="button" />}
              className="flex flex-col items-stretch overflow-hidden rounded-md border border-line bg-surface text-left transition-colors hover:border-line-2 data-checked:border-accent data-checked:shadow-[0_0_0_1px_var(--accent)]"
            >
              <TemplateArt template={one.art} className="w-full border-b border-line bg-canvas p-4" />
              <span className="px-4 pt-3 pb-4">
                <strong className="block text-ink">{one.name}</strong>
                <span className="block text-ink-2">{one.about}</span>
                <span className="mt-1 block text-small text-ink-3">{one.holds}</span>
              </span>
            </Radio.Root>
          ))}
        </RadioGroup>
        <p className="mt-2 text-small text-ink-3">{t.changeLater}</p>
      </div>
      {action.problem && <ErrorNote>{action.problem}</ErrorNote>}
      <div>
        <Button type="submit" variant="primary" disabled={name.trim() === ''} loading={action.busy}>
          {t.createProject}
        </Button>
      </div>
    </form>
  )
}
