'use client'
/** Where annotators work, and what they see of each other. It takes effect at once, in open studios too. */
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { cx } from '#app/_ui/cx.ts'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { useAction } from '../../../../_parts/use-action.ts'

const MODES = ['together', 'own', 'blind'] as const
type Mode = (typeof MODES)[number]

export function WorkForm({ projectId, work }: { projectId: string; work: Mode }) {
  const router = useRouter()
  const t = useText().people.work
  const [chosen, setChosen] = useState<Mode>(work)
  const save = useAction(async () => {
    await trpc.projects.setWork.mutate({ projectId, work: chosen })
    toast({ title: t.saved })
    router.refresh()
  })
  return (
    <form
      className="flex max-w-140 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t.title}</legend>
        {MODES.map((mode) => (
          <label
            key={mode}
            className={cx(
              'flex cursor-default items-start gap-3 rounded-md border px-3 py-2.5 transition-colors hover:bg-hover has-focus-visible:outline-2',
              chosen === mode ? 'border-accent bg-accent-soft' : 'border-line-2',
            )}
          >
            <input
              type="radio"
              name="work"
              value={mode}
              checked={chosen === mode}
              onChange={() => setChosen(mode)}
              className="mt-0.5 accent-(--accent)"
            />
            <span className="flex flex-col">
              <span className="font-medium text-ink">{t[mode]}</span>
              <span className="text-ink-2">{t[`${mode}About`]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {save.problem && <ErrorNote>{save.problem}</ErrorNote>}
      <div>
        <Button type="submit" disabled={chosen === work} loading={save.busy}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}
