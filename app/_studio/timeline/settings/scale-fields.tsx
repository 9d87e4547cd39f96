'use client'
/** The scale of a trace: its ends, what they are called, and the unit. */
import type { TraceScale } from '#media/core/document/records.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Input } from '../../../_ui/input.tsx'

export interface ScaleFieldsProps {
  readonly value: TraceScale | null
  readonly disabled: boolean
  readonly onChange: (scale: TraceScale) => void
}

const FIRST: TraceScale = { min: 0, max: 1, unit: '', minName: '', maxName: '' }

export function ScaleFields({ value, disabled, onChange }: ScaleFieldsProps) {
  const t = useText().trackSettings
  const scale = value ?? FIRST
  const number = (key: 'min' | 'max', label: string) => (
    <Field label={label}>
      <Input
        type="number"
        step="any"
        defaultValue={scale[key]}
        readOnly={disabled}
        onChange={(event) => {
          const n = event.target.valueAsNumber
          if (Number.isFinite(n)) onChange({ ...scale, [key]: n })
        }}
      />
    </Field>
  )
  const text = (key: 'unit' | 'minName' | 'maxName', label: string) => (
    <Field label={label}>
      <Input
        value={scale[key]}
        maxLength={key === 'unit' ? 50 : 100}
        dir="auto"
        readOnly={disabled}
        onChange={(event) => onChange({ ...scale, [key]: event.target.value })}
      />
    </Field>
  )
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-ink">{t.scale}</legend>
      <div className="grid grid-cols-5 gap-3 max-sm:grid-cols-2">
        {number('min', t.min)}
        {text('minName', t.minName)}
        {number('max', t.max)}
        {text('maxName', t.maxName)}
        {text('unit', t.unit)}
      </div>
    </fieldset>
  )
}
