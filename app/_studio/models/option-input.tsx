'use client'
/** One field of a task's options, whatever its kind. */
import { Checkbox } from '../../_ui/checkbox.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input, Textarea } from '../../_ui/input.tsx'
import { Select } from '../../_ui/select.tsx'
import type { TaskView } from './task-view.ts'

export type OptionField = TaskView['options'][number]
export type OptionValue = string | number | boolean | null

export interface OptionInputProps {
  readonly field: OptionField
  /** As the reader's language has it. */
  readonly title: string
  readonly value: OptionValue
  readonly onChange: (value: OptionValue) => void
}

export function OptionInput({ field, title, value, onChange }: OptionInputProps) {
  if (field.kind === 'boolean')
    return (
      <Checkbox checked={value === true} onChange={onChange}>
        {title}
      </Checkbox>
    )
  if (field.kind === 'choice')
    return (
      <Field label={title}>
        <Select
          label={title}
          value={String(value)}
          options={field.choices.map((c) => ({ value: c.value, label: c.title }))}
          onChange={onChange}
        />
      </Field>
    )
  if (field.kind === 'text')
    return (
      <Field label={title}>
        <Textarea
          rows={field.lines}
          maxLength={field.most}
          value={String(value)}
          onChange={(e) => onChange(e.target.value)}
        />
      </Field>
    )
  const bounds = field.kind === 'number' ? field : { min: 1, max: 20, step: 1, unit: undefined }
  return (
    <Field label={bounds.unit ? `${title} (${bounds.unit})` : title}>
      <Input
        type="number"
        className="tabular-nums"
        min={bounds.min}
        max={bounds.max}
        step={bounds.step}
        value={value === null ? '' : String(value)}
        onChange={(e) => onChange(e.target.value === '' ? null : e.target.valueAsNumber)}
      />
    </Field>
  )
}
