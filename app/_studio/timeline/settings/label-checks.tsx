'use client'
import { useState } from 'react'
import type { Label } from '#media/core/document/records.ts'
import { useText } from '../../../_text/text-provider.tsx'
/** Which labels may be used on a track: all of the project, or those that are ticked, in the order they were ticked. */
import { Checkbox } from '../../../_ui/checkbox.tsx'
import { Swatch } from '../../../_ui/color-swatch.tsx'
import { Input } from '../../../_ui/input.tsx'
import { Segmented } from '../../../_ui/segmented.tsx'

const MANY = 16

export interface LabelChecksProps {
  readonly labels: readonly Label[]
  readonly value: readonly string[]
  readonly disabled: boolean
  readonly onChange: (labelIds: string[]) => void
}

export function LabelChecks({ labels, value, disabled, onChange }: LabelChecksProps) {
  const t = useText().trackSettings
  const [some, setSome] = useState(value.length > 0)
  const [find, setFind] = useState('')
  const offered = labels.filter((label) => !label.retired || value.includes(label.id))
  const shown = offered.filter((label) => label.name.toLowerCase().includes(find.trim().toLowerCase()))
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <Segmented
          label={t.labels}
          value={some ? 'some' : 'all'}
          options={[
            { value: 'all', label: t.allLabels },
            { value: 'some', label: t.someLabels(value.length) },
          ]}
          onChange={(next) => {
            setSome(next === 'some')
            if (next === 'all') onChange([])
          }}
        />
        {some && offered.length > MANY && (
          <Input
            aria-label={t.findLabel}
            placeholder={t.findLabel}
            value={find}
            onChange={(event) => setFind(event.target.value)}
            className="max-w-50"
          />
        )}
      </div>
      {some && (
        <div className="grid max-h-44 grid-cols-1 gap-x-4 overflow-y-auto rounded-md border border-line p-2 sm:grid-cols-3">
          {shown.map((label) => (
            <Checkbox
              key={label.id}
              checked={value.includes(label.id)}
              disabled={disabled}
              onChange={(on) =>
                onChange(on ? [...value, label.id] : value.filter((labelId) => labelId !== label.id))
              }
            >
              <span className="flex min-w-0 items-center gap-1.5">
                <Swatch color={label.color} />
                <span dir="auto" className="truncate">
                  {label.name}
                </span>
              </span>
            </Checkbox>
          ))}
        </div>
      )}
    </div>
  )
}
