'use client'
/**
 * The typed attributes of what is selected, one or several at once; each change is one entry of the history. The
 * attribute that has the keys is framed and shows them on its choices; choices that no legal combination leaves are
 * shown with the reason.
 */
import { useEffect, useRef, useState } from 'react'
import type { AnnotationRecord, AttributeValue } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { Input } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import {
  type AttributeState,
  attributeStates,
  type ChoiceState,
  setForAll,
  YES,
} from '../tools/attributes/attribute-states.ts'

export interface AttributeFieldsProps {
  readonly annotations: readonly AnnotationRecord[]
  readonly disabled: boolean
}

/** More choices than this go into a list. */
const MOST_BUTTONS = 14

export function AttributeFields({ annotations, disabled }: AttributeFieldsProps) {
  const { session, editor, keys } = useStudio()
  const t = useText().editing.attributes
  useValue(keys.changed)
  useValue(session.store.labels)
  const active = useValue(editor.attributes.active)
  const states = attributeStates(session, annotations)
  if (!states.length) return null
  const ids = annotations.map((a) => a.id).join()
  const chord = keys.chordFor('edit.attributes')
  return (
    <section aria-label={t.title} className="flex flex-col gap-3 border-t border-line pt-3">
      <header className="flex items-center justify-between">
        <h3 className="font-medium">{t.title}</h3>
        {!disabled && (
          <Button
            size="small"
            variant="quiet"
            aria-pressed={active !== null}
            className={cx(active !== null && 'bg-accent-soft! text-accent!')}
            onClick={() => editor.attributes.toggle()}
          >
            {active === null ? t.byKey : t.byKeyOn} {chord && <Kbd keys={chord} />}
          </Button>
        )}
      </header>
      {states.map((state) => (
        <AttributeField
          key={`${ids} ${state.definition.key}`}
          state={state}
          active={state.definition.key === active}
          disabled={disabled}
          onChange={(value) => setForAll(session, annotations, state.definition.key, value)}
          onDone={() => editor.attributes.step(1)}
        />
      ))}
    </section>
  )
}

interface AttributeFieldProps {
  readonly state: AttributeState
  readonly active: boolean
  readonly disabled: boolean
  /** Gives back why it was refused. */
  readonly onChange: (value: AttributeValue | null) => string | null
  readonly onDone: () => void
}

function AttributeField(props: AttributeFieldProps) {
  const { state, active } = props
  const { definition, missing, mixed, required } = state
  const t = useText().editing.attributes
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) box.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const few = state.choices.length > 0 && state.choices.length <= MOST_BUTTONS
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend is laid on the frame of its fieldset
    <div
      ref={box}
      role="group"
      aria-label={definition.name}
      data-attribute={definition.key}
      className={cx(
        'min-w-0 rounded-md transition-shadow',
        active && 'shadow-[0_0_0_4px_var(--surface),0_0_0_6px_var(--accent)]',
      )}
    >
      <div className="mb-1 flex items-baseline gap-1.5">
        <span dir="auto">{definition.name}</span>
        {definition.unit && <span className="text-small text-ink-3">{definition.unit}</span>}
        {required && !missing && (
          <span title={t.required} className="text-small text-ink-3">
            {t.requiredShort}
          </span>
        )}
        {missing && <span className="text-small font-medium text-warn">{t.wanted}</span>}
        {mixed && <span className="ml-auto text-small text-ink-3">{t.mixed}</span>}
      </div>
      {few ? (
        <ChoiceButtons {...props} />
      ) : state.choices.length ? (
        <ChoiceList {...props} />
      ) : (
        <Typed {...props} />
      )}
    </div>
  )
}

function ChoiceButtons({ state, active, disabled, onChange }: AttributeFieldProps) {
  const { definition, value, choices } = state
  const t = useText().editing.attributes
  const chosen = (c: ChoiceState): boolean =>
    definition.kind === 'boolean'
      ? value === (c.value === YES)
      : Array.isArray(value)
        ? value.includes(c.value)
        : value === c.value
  const press = (c: ChoiceState) => {
    if (definition.kind === 'boolean') return onChange(chosen(c) ? null : c.value === YES)
    if (definition.kind === 'choice') return onChange(chosen(c) ? null : c.value)
    const now = Array.isArray(value) ? value : []
    const next = definition.choices.filter((x) => (x === c.value ? !now.includes(x) : now.includes(x)))
    return onChange(next.length ? next : null)
  }
  return (
    <div className="flex flex-wrap gap-1">
      {choices.map((c) => (
        <button
          key={c.value}
          type="button"
          aria-pressed={chosen(c)}
          disabled={disabled || (c.notWith !== null && !chosen(c))}
          title={c.notWith !== null ? t.notWith(c.notWith) : undefined}
          onClick={() => press(c)}
          className={cx(
            'inline-flex min-h-6 items-center gap-1.5 rounded-sm border px-2 text-left text-small transition-colors',
            chosen(c)
              ? 'border-accent bg-accent-soft text-ink'
              : 'border-line-2 text-ink-2 hover:bg-hover hover:text-ink',
            'disabled:opacity-50',
            c.notWith !== null && 'line-through decoration-ink-3',
          )}
        >
          {definition.kind === 'boolean' ? (c.value === YES ? t.yes : t.no) : c.value}
          {active && c.key && <Kbd keys={c.key.toUpperCase()} />}
        </button>
      ))}
    </div>
  )
}

function ChoiceList({ state, disabled, onChange }: AttributeFieldProps) {
  const { definition, value, choices } = state
  const t = useText().editing.attributes
  if (definition.kind === 'choices')
    // Many at once do not fit into a list of one: they are written, parted by commas.
    return <Typed state={state} active={false} disabled={disabled} onChange={onChange} onDone={() => {}} />
  return (
    <Select
      label={definition.name}
      value={typeof value === 'string' ? value : ''}
      disabled={disabled}
      options={[
        { value: '', label: <span className="text-ink-3">{t.none}</span> },
        ...choices.map((c) => ({
          value: c.value,
          label: c.key ? `${c.value}  (${c.key})` : c.value,
          hint: c.notWith === null ? undefined : t.notWith(c.notWith),
        })),
      ]}
      onChange={(next) => onChange(next || null)}
    />
  )
}

function Typed({ state, active, disabled, onChange, onDone }: AttributeFieldProps) {
  const { definition, value, mixed } = state
  const t = useText().editing.attributes
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const numeric = definition.kind === 'number'
  const text = value === null ? '' : [value].flat().map(String).join(', ')
  useEffect(() => {
    if (active) field.current?.select()
    if (active) field.current?.focus()
  }, [active])
  const finish = (): boolean => {
    if (typed === null) return true
    const read = readValue(definition, typed, t)
    if (typeof read === 'object' && read !== null && 'problem' in read) {
      setProblem(read.problem)
      return false
    }
    const refused = typed.trim() === text && !mixed ? null : onChange(read)
    setProblem(refused)
    if (refused === null) setTyped(null)
    return refused === null
  }
  return (
    <>
      <Input
        ref={field}
        aria-label={definition.name}
        aria-invalid={problem !== null || undefined}
        className="h-7!"
        inputMode={numeric ? 'decimal' : undefined}
        placeholder={mixed ? t.mixed : rangeText(definition, t)}
        value={typed ?? text}
        disabled={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && finish() && active) {
            event.currentTarget.blur()
            onDone()
          }
          if (event.key === 'Escape') {
            setTyped(null)
            setProblem(null)
            event.currentTarget.blur()
          }
        }}
      />
      {problem && (
        <p role="alert" className="mt-1 text-small text-danger">
          {problem}
        </p>
      )}
    </>
  )
}

type Words = ReturnType<typeof useText>['editing']['attributes']

function rangeText({ kind, min, max }: AttributeState['definition'], t: Words): string | undefined {
  if (kind !== 'number' || (min === null && max === null)) return undefined
  return t.range(min, max)
}

/** What was typed as a value; null takes it away. */
function readValue(
  { kind, choices, min, max }: AttributeState['definition'],
  typed: string,
  t: Words,
): AttributeValue | null | { problem: string } {
  const text = typed.trim()
  if (!text) return null
  if (kind === 'choices') {
    const parts = text.split(',').map((part) => part.trim().toLowerCase())
    const unknown = parts.find((part) => !choices.some((c) => c.toLowerCase() === part))
    if (unknown !== undefined) return { problem: t.noChoice(unknown) }
    return choices.filter((c) => parts.includes(c.toLowerCase()))
  }
  if (kind !== 'number') return text
  const n = Number(text.replace(',', '.').replace('−', '-'))
  if (!Number.isFinite(n)) return { problem: t.noNumber(text) }
  if ((min !== null && n < min) || (max !== null && n > max)) return { problem: t.outside(t.range(min, max)) }
  return n
}
