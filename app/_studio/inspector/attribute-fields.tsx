'use client'
/** The typed attributes of an annotation's label; each change is one entry of the history. */
import { useState } from 'react'
import { setAttribute } from '#media/core/commands/index.ts'
import type { AnnotationRecord, AttributeDefinition, AttributeValue } from '#media/core/document/records.ts'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Select } from '../../_ui/select.tsx'
import { useStudio } from '../studio-context.tsx'

export interface AttributeFieldsProps {
  readonly annotation: AnnotationRecord
  readonly definitions: readonly AttributeDefinition[]
  readonly disabled: boolean
}

export function AttributeFields({ annotation, definitions, disabled }: AttributeFieldsProps) {
  const { session } = useStudio()
  const set = (key: string, value: AttributeValue | null) =>
    session.run(setAttribute, { ids: [annotation.id], key, value })
  return definitions.map((definition) => {
    const value = annotation.attributes[definition.key] ?? null
    const label = (
      <>
        {definition.name}
        {definition.required && value === null && (
          <span className="ml-1.5 font-normal text-warn">wanted</span>
        )}
      </>
    )
    return (
      <AttributeField
        key={`${annotation.id} ${definition.key}`}
        definition={definition}
        label={label}
        value={value}
        disabled={disabled}
        onChange={(next) => set(definition.key, next)}
      />
    )
  })
}

interface AttributeFieldProps {
  readonly definition: AttributeDefinition
  readonly label: React.ReactNode
  readonly value: AttributeValue | null
  readonly disabled: boolean
  readonly onChange: (value: AttributeValue | null) => void
}

function AttributeField({ definition, label, value, disabled, onChange }: AttributeFieldProps) {
  const { kind, choices } = definition
  if (kind === 'boolean')
    return (
      <Checkbox checked={value === true} disabled={disabled} onChange={(on) => onChange(on)}>
        {label}
      </Checkbox>
    )
  if (kind === 'choice')
    return (
      <Field label={label}>
        <Select
          label={definition.name}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          options={[
            { value: '', label: <span className="text-ink-3">None</span> },
            ...choices.map((c) => ({ value: c, label: c })),
          ]}
          onChange={(next) => onChange(next || null)}
        />
      </Field>
    )
  if (kind === 'choices') {
    const chosen = Array.isArray(value) ? value : []
    return (
      <fieldset>
        <legend className="mb-1 font-medium">{label}</legend>
        <div className="flex flex-col gap-1">
          {choices.map((choice) => (
            <Checkbox
              key={choice}
              checked={chosen.includes(choice)}
              disabled={disabled}
              onChange={(on) => {
                const next = choices.filter((c) => (c === choice ? on : chosen.includes(c)))
                onChange(next.length ? next : null)
              }}
            >
              {choice}
            </Checkbox>
          ))}
        </div>
      </fieldset>
    )
  }
  return (
    <TypedField
      numeric={kind === 'number'}
      label={label}
      value={value}
      disabled={disabled}
      onChange={onChange}
    />
  )
}

interface TypedFieldProps {
  readonly numeric: boolean
  readonly label: React.ReactNode
  readonly value: AttributeValue | null
  readonly disabled: boolean
  readonly onChange: (value: AttributeValue | null) => void
}

function TypedField({ numeric, label, value, disabled, onChange }: TypedFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const text = value === null ? '' : String(value)
  const finish = () => {
    if (typed === null) return
    const trimmed = typed.trim()
    if (trimmed === text) return setTyped(null)
    if (trimmed && numeric && !Number.isFinite(Number(trimmed)))
      return setProblem(`“${trimmed}” is no number.`)
    setProblem(null)
    setTyped(null)
    onChange(trimmed === '' ? null : numeric ? Number(trimmed) : trimmed)
  }
  return (
    <Field label={label} error={problem}>
      <Input
        className="h-7!"
        inputMode={numeric ? 'decimal' : undefined}
        value={typed ?? text}
        disabled={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
      />
    </Field>
  )
}
