'use client'
/** Everything about one label. */
import { Archive, ArchiveRestore, Copy, Merge, Split, Trash2, Undo2 } from 'lucide-react'
import type { RefObject } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input, Textarea } from '#app/_ui/input.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { LABEL_USES, type Label, type LabelSet } from '#media/core/document/records.ts'
import { AttributeList } from './attribute-list.tsx'
import { CodeField } from './code-field.tsx'
import { ColorField } from './color-field.tsx'
import { LabelExamples } from './label-examples.tsx'
import { studioUse } from './studio-keys.ts'

interface LabelDetailProps {
  projectId: string
  label: Label
  set: LabelSet
  /** Why its key cannot stay. */
  conflict: string | null
  /** Saved labels that become this one. */
  from: readonly { id: string; name: string }[]
  mayEdit: boolean
  nameField: RefObject<HTMLInputElement | null>
  onChange: (change: Partial<Label>, field: string) => void
  onTrack: (trackId: string, on: boolean) => void
  onUse: (use: Label['use']) => void
  onTakeBack: (id: string) => void
  onDuplicate: () => void
  onMerge: () => void
  onSplit: () => void
  onRemove: () => void
}

export function LabelDetail(props: LabelDetailProps) {
  const { projectId, label, set, conflict, from, mayEdit, nameField, onChange, onTrack, onUse } = props
  const text = useText()
  const t = text.labels
  const use = studioUse(label.key, text)
  const keyHint = use && (use.chord ? t.keyOfStudio(use.command, use.chord) : t.keyOfStudioNone(use.command))
  return (
    <section aria-label={label.name || t.noName} className="flex flex-col gap-4">
      <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-4">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_88px_168px]">
          <Field label={t.name}>
            <Input
              ref={nameField}
              dir="auto"
              value={label.name}
              maxLength={200}
              onChange={(event) => onChange({ name: event.target.value }, 'name')}
            />
          </Field>
          <Field label={t.key}>
            <Input
              value={label.key ?? ''}
              maxLength={1}
              placeholder={t.noKey}
              aria-invalid={conflict !== null || undefined}
              className="text-center"
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) =>
                onChange({ key: event.target.value.trim().slice(-1).toLowerCase() || null }, 'key')
              }
            />
          </Field>
          <ColorField
            color={label.color}
            twin={twinOf(set, label)}
            disabled={!mayEdit}
            onChange={(color) => onChange({ color }, 'color')}
          />
        </div>
        {(conflict || keyHint) && (
          <p className={conflict ? '-mt-2 text-small text-danger' : '-mt-2 text-small text-ink-3'}>
            {conflict ?? keyHint}
          </p>
        )}
        <Field label={t.description} hint={t.descriptionHint}>
          <Textarea
            rows={3}
            dir="auto"
            maxLength={5000}
            value={label.description}
            onChange={(event) => onChange({ description: event.target.value }, 'description')}
          />
        </Field>
        <CodeField key={label.id} code={label.code} onChange={(code) => onChange({ code }, 'code')} />
        <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
          <div>
            <h4 className="mb-1 font-medium">{t.use}</h4>
            <Segmented
              label={t.use}
              value={label.use}
              onChange={(use) => mayEdit && onUse(use)}
              options={LABEL_USES.map((value) => ({ value, label: t.uses[value] }))}
            />
          </div>
          {label.use !== 'relation' && (
            <div className="flex min-h-9 items-center" title={t.privateHint}>
              <Checkbox
                checked={label.private}
                disabled={!mayEdit}
                onChange={(on) => onChange({ private: on }, 'private')}
              >
                {t.private}
              </Checkbox>
            </div>
          )}
        </div>
        {set.tracks.length > 0 && label.use === 'mark' && (
          <fieldset aria-label={t.onTracks}>
            <h4 className="mb-1 font-medium">{t.onTracks}</h4>
            <div className="flex flex-wrap gap-x-5 gap-y-1.5">
              {set.tracks.map((track) => (
                <Checkbox
                  key={track.id}
                  checked={track.labelIds.includes(label.id)}
                  disabled={!mayEdit}
                  onChange={(on) => onTrack(track.id, on)}
                >
                  <bdi>{track.name || t.noName}</bdi>
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        <AttributeList
          attributes={label.attributes}
          mayEdit={mayEdit}
          onChange={(attributes) => onChange({ attributes }, 'attributes')}
        />
      </fieldset>
      <LabelExamples
        projectId={projectId}
        label={label}
        mayEdit={mayEdit}
        onChange={(examples) => onChange({ examples }, 'examples')}
      />
      {from.length > 0 && (
        <ul className="flex flex-col">
          {from.map((one) => (
            <li key={one.id} className="flex min-h-8 items-center gap-2 border-t border-line text-ink-2">
              <span className="flex-1">{t.becomes(`“${one.name}”`)}</span>
              <Button
                size="small"
                variant="quiet"
                icon={<Undo2 aria-hidden className="size-3.5" />}
                onClick={() => props.onTakeBack(one.id)}
              >
                {t.takeBack}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <div className="flex flex-wrap items-center gap-1 border-t border-line pt-3">
          <Button variant="quiet" icon={<Copy aria-hidden className="size-4" />} onClick={props.onDuplicate}>
            {t.duplicate}
          </Button>
          <Button variant="quiet" icon={<Merge aria-hidden className="size-4" />} onClick={props.onMerge}>
            {t.mergeInto}
          </Button>
          <Button variant="quiet" icon={<Split aria-hidden className="size-4" />} onClick={props.onSplit}>
            {t.split}
          </Button>
          <Button
            variant="quiet"
            title={t.retiredMore}
            icon={
              label.retired ? (
                <ArchiveRestore aria-hidden className="size-4" />
              ) : (
                <Archive aria-hidden className="size-4" />
              )
            }
            onClick={() => onChange({ retired: !label.retired }, '')}
          >
            {label.retired ? t.revive : t.retire}
          </Button>
          <Button variant="quiet" icon={<Trash2 aria-hidden className="size-4" />} onClick={props.onRemove}>
            {t.remove}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Another label on one of its tracks with its colour. */
function twinOf(set: LabelSet, label: Label): string | null {
  const beside = new Set(
    set.tracks.filter((track) => track.labelIds.includes(label.id)).flatMap((track) => track.labelIds),
  )
  const twin = set.labels.find(
    (one) => one.id !== label.id && beside.has(one.id) && !one.retired && one.color === label.color,
  )
  return twin?.name ?? null
}
