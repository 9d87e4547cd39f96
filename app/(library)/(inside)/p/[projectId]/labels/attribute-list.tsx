'use client'
/** What an annotation with this label may say beyond its times: typed attributes, their order, bounds and keys. */
import { ArrowDown, ArrowUp, Plus, Trash2, X } from 'lucide-react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import { ATTRIBUTE_DEFAULTS, type AttributeDefinition } from '#media/core/document/records.ts'
import { attributeKey, isChoice } from './label-draft.ts'

const KINDS = ['text', 'number', 'boolean', 'choice', 'choices'] as const

interface AttributeListProps {
  attributes: readonly AttributeDefinition[]
  mayEdit: boolean
  onChange: (attributes: AttributeDefinition[]) => void
}

export function AttributeList({ attributes, mayEdit, onChange }: AttributeListProps) {
  const t = useText().labels
  const change = (at: number, next: Partial<AttributeDefinition>): void =>
    onChange(attributes.map((attribute, i) => (i === at ? { ...attribute, ...next } : attribute)))
  const move = (at: number, by: -1 | 1): void => {
    const next = [...attributes]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    onChange(next)
  }
  const add = (): void => {
    const key = attributeKey(
      'attribute',
      attributes.map((attribute) => attribute.key),
    )
    const made: AttributeDefinition = {
      ...ATTRIBUTE_DEFAULTS,
      ...{ key, name: '', kind: 'choice', choices: [], required: false },
    }
    onChange([...attributes, made])
  }
  if (attributes.length === 0 && !mayEdit) return null
  return (
    <section aria-label={t.attributes}>
      <header className="mb-1 flex min-h-6 items-center">
        <h4 className="flex-1 font-medium">{t.attributes}</h4>
        {mayEdit && (
          <Button size="small" variant="quiet" icon={<Plus aria-hidden className="size-3.5" />} onClick={add}>
            {t.addAttribute}
          </Button>
        )}
      </header>
      <ul className="flex flex-col">
        {attributes.map((attribute, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the key of an attribute changes while its name is typed
          <li key={at} className="flex flex-col gap-2 border-t border-line py-2">
            <div className="flex items-center gap-2">
              <Input
                aria-label={t.attributeName}
                placeholder={t.name}
                dir="auto"
                className="min-w-24 flex-1"
                maxLength={100}
                value={attribute.name}
                onChange={(event) => change(at, renamed(attributes, at, event.target.value))}
              />
              <Select
                label={t.attributeKind}
                className="w-28!"
                value={attribute.kind}
                options={KINDS.map((value) => ({ value, label: t.kinds[value] }))}
                disabled={!mayEdit}
                onChange={(kind) => change(at, ofKind(attribute, kind))}
              />
              <Checkbox
                checked={attribute.required}
                disabled={!mayEdit}
                onChange={(required) => change(at, { required })}
              >
                {t.required}
              </Checkbox>
              {mayEdit && (
                <span className="flex">
                  <IconButton
                    label={t.moveUp}
                    icon={<ArrowUp className="size-4" />}
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  />
                  <IconButton
                    label={t.moveDown}
                    icon={<ArrowDown className="size-4" />}
                    disabled={at === attributes.length - 1}
                    onClick={() => move(at, 1)}
                  />
                  <IconButton
                    label={t.removeAttribute(attribute.name)}
                    icon={<Trash2 className="size-4" />}
                    onClick={() => onChange(attributes.filter((_, i) => i !== at))}
                  />
                </span>
              )}
            </div>
            {isChoice(attribute) && (
              <Choices attribute={attribute} mayEdit={mayEdit} onChange={(next) => change(at, next)} />
            )}
            {attribute.kind === 'number' && (
              <div className="flex flex-wrap items-center gap-2">
                <NumberInput label={t.min} value={attribute.min} onChange={(min) => change(at, { min })} />
                <NumberInput label={t.max} value={attribute.max} onChange={(max) => change(at, { max })} />
                <Input
                  aria-label={t.unit}
                  placeholder={t.unit}
                  className="w-24!"
                  maxLength={50}
                  value={attribute.unit}
                  onChange={(event) => change(at, { unit: event.target.value.trim() })}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A key that was ever made from the name follows it; one from elsewhere stays, since annotations carry it. */
function renamed(
  attributes: readonly AttributeDefinition[],
  at: number,
  name: string,
): Partial<AttributeDefinition> {
  const attribute = attributes[at]!
  const others = attributes.filter((_, i) => i !== at).map((one) => one.key)
  const follows =
    attribute.key.startsWith('attribute') || attribute.key === attributeKey(attribute.name, others)
  return follows && name.trim() !== '' ? { name, key: attributeKey(name, others) } : { name }
}

function ofKind(
  attribute: AttributeDefinition,
  kind: AttributeDefinition['kind'],
): Partial<AttributeDefinition> {
  const choices = isChoice({ kind })
  return {
    kind,
    choices: choices ? attribute.choices : [],
    choiceKeys: choices ? attribute.choiceKeys : [],
    ...(kind !== 'number' && { min: null, max: null, unit: '' }),
  }
}

interface ChoicesProps {
  attribute: AttributeDefinition
  mayEdit: boolean
  onChange: (change: Partial<AttributeDefinition>) => void
}

/** One field a choice with its key; Enter begins the next, several pasted with commas or lines become several. */
function Choices({ attribute, mayEdit, onChange }: ChoicesProps) {
  const t = useText().labels
  const { choices } = attribute
  const keys = choices.map((_, i) => attribute.choiceKeys[i] ?? '')
  const put = (at: number, texts: readonly string[]): void =>
    onChange({
      choices: choices.toSpliced(at, 1, ...texts),
      choiceKeys: keys.toSpliced(at, 1, ...texts.map((_, i) => (i === 0 ? (keys[at] ?? '') : ''))),
    })
  return (
    <ul className="flex flex-wrap gap-1.5">
      {choices.map((choice, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a choice changes while it is typed
        <li key={at} className="flex items-center rounded-md bg-sunken pr-0.5">
          <Input
            aria-label={`${t.choice} ${at + 1}`}
            className="h-7! border-transparent! bg-transparent!"
            style={{ width: `${Math.max(8, choice.length + 3)}ch` }}
            autoFocus={choice === ''}
            maxLength={100}
            value={choice}
            onChange={(event) => put(at, [event.target.value])}
            onPaste={(event) => {
              const parts = event.clipboardData
                .getData('text')
                .split(/[\n,;\t]+/)
                .map((part) => part.trim())
              const wanted = parts.filter((part) => part !== '' && !choices.includes(part))
              if (wanted.length < 2) return
              event.preventDefault()
              put(at, wanted)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (choice.trim() !== '') put(at, [choice.trim(), ''])
            }}
          />
          <Input
            aria-label={`${t.choiceKey} ${choice}`}
            title={t.choiceKey}
            placeholder="·"
            className="h-5! w-6! rounded-xs! px-0! text-center text-small"
            maxLength={1}
            value={keys[at]}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) =>
              onChange({ choiceKeys: keys.with(at, event.target.value.trim().toLowerCase().slice(-1)) })
            }
          />
          {mayEdit && (
            <IconButton
              label={t.removeChoice(choice)}
              size="small"
              icon={<X className="size-3.5" />}
              onClick={() =>
                onChange({ choices: choices.toSpliced(at, 1), choiceKeys: keys.toSpliced(at, 1) })
              }
            />
          )}
        </li>
      ))}
      {mayEdit && (
        <li>
          <Button
            size="small"
            variant="quiet"
            className="h-7!"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => onChange({ choices: [...choices, ''], choiceKeys: [...keys, ''] })}
          >
            {t.addChoice}
          </Button>
        </li>
      )}
    </ul>
  )
}

export function NumberInput(props: {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}) {
  const { label, value, onChange } = props
  return (
    <Input
      type="number"
      step="any"
      aria-label={label}
      placeholder={label}
      className="w-28!"
      value={value ?? ''}
      onChange={(event) => {
        const number = event.target.valueAsNumber
        onChange(Number.isFinite(number) ? number : null)
      }}
    />
  )
}
