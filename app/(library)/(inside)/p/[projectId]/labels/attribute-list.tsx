'use client'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { AttributeDefinition } from '#media/core/document/records.ts'
/** What an annotation with this label may say beyond its times: typed attributes. */
import { ATTRIBUTE_DEFAULTS } from '#media/core/document/records.ts'
import { attributeKey, choicesOf, isChoice } from './label-draft.ts'

const KINDS: readonly { value: AttributeDefinition['kind']; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'choice', label: 'One of' },
  { value: 'choices', label: 'Any of' },
]

interface AttributeListProps {
  attributes: readonly AttributeDefinition[]
  mayEdit: boolean
  onChange: (attributes: AttributeDefinition[]) => void
}

export function AttributeList({ attributes, mayEdit, onChange }: AttributeListProps) {
  const change = (at: number, next: Partial<AttributeDefinition>): void =>
    onChange(attributes.map((attribute, i) => (i === at ? { ...attribute, ...next } : attribute)))
  const add = (): void => {
    const key = attributeKey(
      'attribute',
      attributes.map((attribute) => attribute.key),
    )
    onChange([
      ...attributes,
      { ...ATTRIBUTE_DEFAULTS, key, name: '', kind: 'text', choices: [], required: false },
    ])
  }
  if (attributes.length === 0 && !mayEdit) return null
  return (
    <div className="sm:col-span-4">
      <h4 className="mb-1 font-medium">Attributes</h4>
      <ul className="flex flex-col gap-2">
        {attributes.map((attribute, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the key of an attribute changes while its name is typed
          <li key={at} className="flex flex-wrap items-center gap-2">
            <Input
              aria-label="Attribute name"
              placeholder="Name"
              className="w-40!"
              maxLength={100}
              value={attribute.name}
              onChange={(event) => {
                const name = event.target.value
                const others = attributes.filter((_, i) => i !== at).map((one) => one.key)
                // A key that was ever made from the name follows it; one from elsewhere stays.
                const follows =
                  attribute.key.startsWith('attribute') ||
                  attribute.key === attributeKey(attribute.name, others)
                change(
                  at,
                  follows && name.trim() !== '' ? { name, key: attributeKey(name, others) } : { name },
                )
              }}
            />
            <Select
              label="Kind"
              className="w-28!"
              value={attribute.kind}
              options={KINDS}
              disabled={!mayEdit}
              onChange={(kind) => change(at, { kind, choices: isChoice({ kind }) ? attribute.choices : [] })}
            />
            {isChoice(attribute) && (
              <Input
                aria-label="Choices"
                placeholder="mild, moderate, severe"
                className="min-w-40 flex-1"
                defaultValue={attribute.choices.join(', ')}
                onBlur={(event) => change(at, { choices: choicesOf(event.target.value) })}
              />
            )}
            <Checkbox
              checked={attribute.required}
              disabled={!mayEdit}
              onChange={(required) => change(at, { required })}
            >
              required
            </Checkbox>
            {mayEdit && (
              <IconButton
                label={`Remove attribute ${attribute.name}`}
                icon={<Trash2 className="size-4" />}
                onClick={() => onChange(attributes.filter((_, i) => i !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Button
          size="small"
          variant="quiet"
          className="mt-1 -ml-2"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={add}
        >
          Attribute
        </Button>
      )}
    </div>
  )
}
