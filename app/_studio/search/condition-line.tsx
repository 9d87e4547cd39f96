'use client'
/** One condition of a search: field, how it is compared, value. A value that is not finished is not taken over yet. */
import { X } from 'lucide-react'
import { useId, useState } from 'react'
import {
  ATTRIBUTE_TESTS,
  type AttributeTest,
  COMPARISONS,
  type Comparison,
  type Condition,
  type NameField,
} from '#media/core/search/query.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Input } from '../../_ui/input.tsx'
import { Select } from '../../_ui/select.tsx'
import { Length } from './length-field.tsx'
import type { QueryChoices } from './query-choices.ts'

type Field = Condition['field']
const FIELDS: readonly Field[] = [
  'label',
  'text',
  'attribute',
  'duration',
  'track',
  'author',
  'layer',
  'recording',
  'stage',
  'is',
]

interface ConditionLineProps {
  condition: Condition
  choices: QueryChoices
  onChange: (condition: Condition) => void
  onRemove: () => void
}

export function ConditionLine({ condition: c, choices, onChange, onRemove }: ConditionLineProps) {
  const t = useText().search
  const yesNo = (yes: string, no: string) => (
    <Select
      size="small"
      label={t.fields[c.field]}
      className="w-auto!"
      value={c.not ? 'no' : 'yes'}
      options={[
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ]}
      onChange={(v) => onChange({ ...c, not: v === 'no' })}
    />
  )
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Select<Field>
        size="small"
        label={t.addCondition}
        className="w-28!"
        value={c.field}
        options={FIELDS.map((value) => ({ value, label: t.fields[value] }))}
        onChange={(field) => onChange(fresh(field, choices))}
      />
      {c.field === 'duration' ? (
        <>
          <Select<Comparison>
            size="small"
            label={t.fields.duration}
            className="w-auto!"
            value={c.test}
            options={COMPARISONS.map((value) => ({ value, label: value }))}
            onChange={(test) => onChange({ ...c, test })}
          />
          <Length
            label={t.fields.duration}
            quiet
            ticks={c.ticks}
            onChange={(ticks) => ticks !== null && onChange({ ...c, ticks })}
          />
        </>
      ) : c.field === 'attribute' ? (
        <>
          <Typed
            label={t.key}
            value={c.key}
            known={choices.attributes}
            className="w-32!"
            onChange={(key) => onChange({ ...c, key })}
          />
          <Select<AttributeTest>
            size="small"
            label={t.fields.attribute}
            className="w-auto!"
            value={c.test}
            options={ATTRIBUTE_TESTS.map((value) => ({ value, label: t.tests[value] }))}
            onChange={(test) =>
              onChange({ ...c, test, value: test === 'missing' || test === 'present' ? '' : c.value || '1' })
            }
          />
          {c.test !== 'missing' && c.test !== 'present' && (
            <Typed label={t.value} value={c.value} onChange={(value) => onChange({ ...c, value })} />
          )}
        </>
      ) : c.field === 'text' ? (
        <>
          {yesNo(t.contains, t.containsNot)}
          <Typed label={t.value} value={c.value} onChange={(value) => onChange({ ...c, value })} />
        </>
      ) : (
        <>
          {yesNo(t.is, t.isNot)}
          <Names
            values={c.values}
            known={knownOf(c.field, choices)}
            label={t.fields[c.field]}
            onChange={(values) => onChange({ ...c, values })}
          />
        </>
      )}
      <IconButton
        size="small"
        label={t.removeLine}
        icon={<X className="size-3.5" />}
        className="ml-auto"
        onClick={onRemove}
      />
    </div>
  )
}

function fresh(field: Field, choices: QueryChoices): Condition {
  if (field === 'text') return { field, value: '?', not: false }
  if (field === 'duration') return { field, test: '>', ticks: TICKS_PER_SECOND, not: false }
  if (field === 'attribute')
    return { field, key: choices.attributes[0] ?? 'key', test: 'present', value: '', not: false }
  return { field, values: [knownOf(field, choices)[0] ?? '*'], not: false }
}

function knownOf(field: NameField, choices: QueryChoices): readonly string[] {
  if (field === 'stage') return ['open', 'review', 'complete']
  if (field === 'is') return ['annotation', 'comment']
  if (field === 'author') return ['me', ...choices.author, 'nobody']
  return field === 'layer' ? [] : choices[field]
}

/** A name out of a list; another, several, or one with a star where the list does not have it. */
function Names({
  values,
  known,
  label,
  onChange,
}: {
  values: readonly string[]
  known: readonly string[]
  label: string
  onChange: (values: string[]) => void
}) {
  const one = values.length === 1 ? values[0]! : null
  if (one !== null && known.includes(one))
    return (
      <Select
        size="small"
        label={label}
        className="w-auto! max-w-60"
        value={one}
        options={known.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange([value])}
      />
    )
  return (
    <Typed
      label={label}
      value={values.join(', ')}
      known={known}
      onChange={(text) => {
        const names = text
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
        if (names.length) onChange(names)
      }}
    />
  )
}

/** A text that is taken over as it is typed, but never empty. */
function Typed({
  label,
  value,
  known = [],
  className = 'w-44!',
  onChange,
}: {
  label: string
  value: string
  known?: readonly string[]
  className?: string
  onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const listId = useId()
  return (
    <>
      <Input
        aria-label={label}
        list={known.length ? listId : undefined}
        className={`h-6! text-small ${className}`}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value)
          if (event.target.value.trim()) onChange(event.target.value.trim())
        }}
        onBlur={() => setTyped(null)}
      />
      {known.length > 0 && (
        <datalist id={listId}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  )
}
