'use client'
/** Everything about one track: what lies on it and by which rules. */
import { ArrowDown, ArrowUp, Trash2, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Swatch } from '#app/_ui/color-swatch.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input, Textarea } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import {
  type AttributeDefinition,
  type LabelSet,
  PARENT_RULES,
  POLICIES,
  TRACK_KINDS,
  type TrackTemplate,
} from '#media/core/document/records.ts'
import { NumberInput } from './attribute-list.tsx'
import { combinationLines, readCombinations } from './combination-text.ts'
import { possibleParents } from './label-draft.ts'

interface TrackDetailProps {
  track: TrackTemplate
  set: LabelSet
  mayEdit: boolean
  nameField: RefObject<HTMLInputElement | null>
  onChange: (change: Partial<TrackTemplate>, field: string) => void
  onLabel: (labelId: string, on: boolean) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

const FREE = '-'

export function TrackDetail(props: TrackDetailProps) {
  const { track, set, mayEdit, nameField, onChange, onLabel, onMove, onRemove } = props
  const t = useText().labels
  const labels = set.labels.filter((label) => track.labelIds.includes(label.id))
  const others = set.labels.filter((label) => !track.labelIds.includes(label.id) && !label.retired)
  const attributes = attributesOn(set, track)
  const groups = [...new Set(set.tracks.map((one) => one.group).filter((group) => group !== null))]
  const isTrace = track.kind === 'trace'
  const scale = track.scale ?? { min: 0, max: 1, unit: '', minName: '', maxName: '' }
  return (
    <section aria-label={track.name || t.noName} className="flex flex-col gap-4">
      <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-4">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_140px_140px]">
          <Field label={t.name}>
            <Input
              ref={nameField}
              dir="auto"
              maxLength={200}
              value={track.name}
              onChange={(event) => onChange({ name: event.target.value }, 'name')}
            />
          </Field>
          <Field label={t.trackKind}>
            <Select
              label={t.trackKind}
              disabled={!mayEdit}
              value={track.kind}
              options={TRACK_KINDS.map((value) => ({ value, label: t.trackKinds[value] }))}
              onChange={(kind) =>
                onChange(
                  {
                    kind,
                    ...(kind !== 'intervals' && { policy: 'allowed', parentRule: 'inside' }),
                    scale: kind === 'trace' ? scale : null,
                  },
                  '',
                )
              }
            />
          </Field>
          <Field label={t.policy}>
            <Select
              label={t.policy}
              disabled={!mayEdit || track.kind === 'events' || isTrace}
              value={track.policy}
              options={POLICIES.map((value) => ({
                value,
                label: t.policies[value],
                hint: t.policyHints[value],
              }))}
              onChange={(policy) => onChange({ policy }, '')}
            />
          </Field>
          <Field label={t.parent}>
            <Select
              label={t.parent}
              disabled={!mayEdit || isTrace}
              value={track.parentId ?? FREE}
              options={[
                { value: FREE, label: t.free },
                ...possibleParents(set, track.id).map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(id) => onChange({ parentId: id === FREE ? null : id }, '')}
            />
          </Field>
          <Field label={t.parentRule}>
            <Select
              label={t.parentRule}
              disabled={!mayEdit || track.parentId === null || track.kind === 'events'}
              value={track.parentRule}
              options={PARENT_RULES.map((value) => ({ value, label: t.parentRules[value] }))}
              onChange={(parentRule) => onChange({ parentRule }, '')}
            />
          </Field>
          <Field label={t.colorBy}>
            <Select
              label={t.colorBy}
              disabled={!mayEdit}
              value={track.colorBy}
              options={[
                { value: 'label', label: t.byLabel },
                { value: 'author', label: t.byAuthor },
                ...attributes.map((a) => ({ value: `attribute:${a.key}`, label: a.name })),
              ]}
              onChange={(colorBy) => onChange({ colorBy }, '')}
            />
          </Field>
          <Field label={t.group} hint={t.groupHint}>
            <Input
              list="track-groups"
              maxLength={100}
              value={track.group ?? ''}
              onChange={(event) => onChange({ group: event.target.value || null }, 'group')}
            />
            <datalist id="track-groups">
              {groups.map((group) => (
                <option key={group} value={group} />
              ))}
            </datalist>
          </Field>
          <Field label={t.height}>
            <Input
              type="number"
              min={16}
              max={400}
              value={track.height}
              onChange={(event) => {
                const height = Math.round(event.target.valueAsNumber)
                if (height >= 1 && height <= 400) onChange({ height }, 'height')
              }}
              onBlur={() => track.height < 16 && onChange({ height: 16 }, 'height')}
            />
          </Field>
        </div>
        {isTrace && (
          <fieldset aria-label={t.scale}>
            <h4 className="mb-1 font-medium">{t.scale}</h4>
            <div className="grid grid-cols-[auto_1fr] items-center gap-2 sm:grid-cols-[auto_1fr_auto_1fr_auto]">
              <NumberInput
                label={t.min}
                value={scale.min}
                onChange={(min) => onChange({ scale: { ...scale, min: min ?? 0 } }, 'min')}
              />
              <Input
                aria-label={`${t.min} ${t.scaleLow}`}
                placeholder={t.scaleLow}
                maxLength={100}
                value={scale.minName}
                onChange={(event) =>
                  onChange({ scale: { ...scale, minName: event.target.value } }, 'minName')
                }
              />
              <NumberInput
                label={t.max}
                value={scale.max}
                onChange={(max) => onChange({ scale: { ...scale, max: max ?? 1 } }, 'max')}
              />
              <Input
                aria-label={`${t.max} ${t.scaleHigh}`}
                placeholder={t.scaleHigh}
                maxLength={100}
                value={scale.maxName}
                onChange={(event) =>
                  onChange({ scale: { ...scale, maxName: event.target.value } }, 'maxName')
                }
              />
              <Input
                aria-label={t.unit}
                placeholder={t.unit}
                className="w-20!"
                maxLength={50}
                value={scale.unit}
                onChange={(event) => onChange({ scale: { ...scale, unit: event.target.value } }, 'unit')}
              />
            </div>
          </fieldset>
        )}
        {!isTrace && (
          <fieldset aria-label={t.labelsOnTrack(labels.length)}>
            <h4 className="mb-1 font-medium">{t.labelsOnTrack(labels.length)}</h4>
            {labels.length === 0 && <p className="mb-1 text-ink-3">{t.noLabelsOnTrack}</p>}
            <ul className="flex flex-wrap gap-1.5">
              {labels.map((label) => (
                <li key={label.id} className="flex h-7 items-center gap-1.5 rounded-md bg-sunken pr-1 pl-2">
                  <Swatch color={label.color} />
                  <bdi className="max-w-48 truncate">{label.name}</bdi>
                  {mayEdit && (
                    <button
                      type="button"
                      aria-label={t.takeOff(label.name)}
                      className="flex size-5 items-center justify-center rounded-xs text-ink-3 hover:bg-hover hover:text-ink"
                      onClick={() => onLabel(label.id, false)}
                    >
                      <X aria-hidden className="size-3.5" />
                    </button>
                  )}
                </li>
              ))}
              {mayEdit && others.length > 0 && (
                <li>
                  <Select
                    label={t.addTo}
                    className="h-7! w-40!"
                    value=""
                    options={[
                      { value: '', label: <span className="text-ink-3">{t.addTo}</span> },
                      ...others.map((label) => ({
                        value: label.id,
                        label: (
                          <span className="flex min-w-0 items-center gap-2">
                            <Swatch color={label.color} />
                            <bdi className="truncate">{label.name}</bdi>
                          </span>
                        ),
                      })),
                    ]}
                    onChange={(id) => id !== '' && onLabel(id, true)}
                  />
                </li>
              )}
            </ul>
          </fieldset>
        )}
        {attributes.length > 0 && (
          <fieldset aria-label={t.requiredHere}>
            <h4 className="font-medium">{t.requiredHere}</h4>
            <p className="mb-1 text-small text-ink-3">{t.requiredHereHint}</p>
            <div className="flex flex-wrap gap-x-5 gap-y-1.5">
              {attributes.map((a) => (
                <Checkbox
                  key={a.key}
                  checked={track.requiredAttributes.includes(a.key)}
                  disabled={!mayEdit}
                  onChange={(on) =>
                    onChange(
                      {
                        requiredAttributes: on
                          ? [...track.requiredAttributes, a.key]
                          : track.requiredAttributes.filter((key) => key !== a.key),
                      },
                      '',
                    )
                  }
                >
                  <bdi>{a.name}</bdi>
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        {attributes.some((a) => a.kind === 'choice') && (
          <CombinationField
            key={track.id}
            track={track}
            set={set}
            attributes={attributes.filter((a) => a.kind === 'choice')}
            onChange={(combinations) => onChange({ combinations }, 'combinations')}
          />
        )}
      </fieldset>
      {mayEdit && (
        <div className="flex gap-1 border-t border-line pt-3">
          <Button
            variant="quiet"
            icon={<ArrowUp aria-hidden className="size-4" />}
            onClick={() => onMove(-1)}
          >
            {t.moveUp}
          </Button>
          <Button
            variant="quiet"
            icon={<ArrowDown aria-hidden className="size-4" />}
            onClick={() => onMove(1)}
          >
            {t.moveDown}
          </Button>
          <Button variant="quiet" icon={<Trash2 aria-hidden className="size-4" />} onClick={onRemove}>
            {t.remove}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Attributes that labels of the track have, each once by its key. */
function attributesOn(set: LabelSet, track: TrackTemplate): AttributeDefinition[] {
  const all = set.labels
    .filter((label) => track.labelIds.includes(label.id))
    .flatMap((label) => label.attributes)
  return [...new Map(all.map((attribute) => [attribute.key, attribute])).values()]
}

interface CombinationFieldProps {
  track: TrackTemplate
  set: LabelSet
  attributes: readonly AttributeDefinition[]
  onChange: (combinations: TrackTemplate['combinations']) => void
}

function CombinationField({ track, set, attributes, onChange }: CombinationFieldProps) {
  const t = useText().labels
  const { combinations } = track
  const [fields, setFields] = useState<readonly string[]>(combinations?.fields ?? ['label'])
  const [text, setText] = useState(combinations ? combinationLines(set, combinations) : '')
  const { problems } = fields.length > 1 ? readCombinations(set, fields, attributes, text) : { problems: [] }
  const read = (nextFields: readonly string[], nextText: string): void => {
    setFields(nextFields)
    setText(nextText)
    const { rows } = readCombinations(set, nextFields, attributes, nextText)
    onChange(nextFields.length > 1 && rows.length > 0 ? { fields: [...nextFields], rows } : null)
  }
  const [first] = problems
  const sentence =
    first &&
    (first.kind === 'cells'
      ? t.combinationProblem.cells(first.line, first.wanted, first.has)
      : t.combinationProblem[first.kind](first.line, first.name))
  return (
    <fieldset aria-label={t.combinations}>
      <h4 className="mb-1 font-medium">{t.combinations}</h4>
      <fieldset aria-label={t.combinationFields} className="mb-2 flex flex-wrap gap-x-5 gap-y-1.5">
        {[{ key: 'label', name: t.combinationLabel }, ...attributes].map(({ key, name }) => (
          <Checkbox
            key={key}
            checked={fields.includes(key)}
            onChange={(on) => read(on ? [...fields, key] : fields.filter((one) => one !== key), text)}
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      {fields.length > 1 && (
        <Field
          label={<span className="sr-only">{t.combinations}</span>}
          hint={t.combinationsHint}
          error={sentence ?? null}
        >
          <Textarea
            rows={Math.min(12, Math.max(4, text.split('\n').length + 1))}
            className="font-mono"
            value={text}
            onChange={(event) => read(fields, event.target.value)}
          />
        </Field>
      )}
    </fieldset>
  )
}
