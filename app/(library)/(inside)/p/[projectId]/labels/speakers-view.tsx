'use client'
/** The speakers that new recordings of the project begin with. */
import { Plus, Trash2 } from 'lucide-react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import type { LabelSet } from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { ColorField } from './color-field.tsx'
import { addSpeaker, removeSpeaker, withSpeaker } from './label-draft.ts'

interface SpeakersViewProps {
  set: LabelSet
  mayEdit: boolean
  onChange: (next: (set: LabelSet) => LabelSet, field?: string) => void
}

export function SpeakersView({ set, mayEdit, onChange }: SpeakersViewProps) {
  const t = useText().labels
  const add = (): void => onChange((now) => addSpeaker(now, t.addSpeaker, LABEL_COLORS))
  if (set.speakers.length === 0)
    return (
      <EmptyState title={t.noSpeakers} action={mayEdit && <Button onClick={add}>{t.addSpeaker}</Button>}>
        {t.speakersAbout}
      </EmptyState>
    )
  return (
    <section aria-label={t.speakers} className="max-w-3xl">
      <p className="mb-3 text-ink-2">{t.speakersAbout}</p>
      <fieldset disabled={!mayEdit}>
        <ul className="flex flex-col">
          {set.speakers.map((speaker) => (
            <li
              key={speaker.id}
              className="grid grid-cols-[minmax(0,1fr)_88px_168px_36px] items-start gap-x-4 border-t border-line py-3"
            >
              <Field label={t.speakerName}>
                <Input
                  dir="auto"
                  value={speaker.name}
                  maxLength={200}
                  aria-invalid={speaker.name.trim() === '' || undefined}
                  onChange={(event) =>
                    onChange(
                      (now) => withSpeaker(now, speaker.id, { name: event.target.value }),
                      `speaker ${speaker.id} name`,
                    )
                  }
                />
              </Field>
              <Field label={t.key}>
                <Input
                  value={speaker.key ?? ''}
                  maxLength={1}
                  placeholder={t.noKey}
                  className="text-center"
                  onFocus={(event) => event.currentTarget.select()}
                  onChange={(event) => {
                    const key = event.target.value.trim().slice(-1).toLowerCase() || null
                    onChange((now) => withSpeaker(now, speaker.id, { key }), `speaker ${speaker.id} key`)
                  }}
                />
              </Field>
              <ColorField
                color={speaker.color}
                twin={null}
                disabled={!mayEdit}
                onChange={(color) =>
                  onChange((now) => withSpeaker(now, speaker.id, { color }), `speaker ${speaker.id} color`)
                }
              />
              <div className="pt-6">
                <IconButton
                  label={t.removeSpeaker(speaker.name)}
                  icon={<Trash2 className="size-4" />}
                  onClick={() => onChange((now) => removeSpeaker(now, speaker.id))}
                />
              </div>
            </li>
          ))}
        </ul>
      </fieldset>
      {mayEdit && (
        <Button className="mt-1" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          {t.addSpeaker}
        </Button>
      )}
    </section>
  )
}
