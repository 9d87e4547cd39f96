'use client'
/** One change of everything selected, with what of it would be refused and why before it is made. */
import { useDeferredValue, useMemo, useState } from 'react'
import type { AttributeDefinition, AttributeValue } from '#media/core/document/records.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Select } from '../../_ui/select.tsx'
import type { Session } from '../session/session.ts'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { alignTo, ticksBetween } from '../timeline/snapping.ts'
import { type BulkChange, planChange, type Refused } from '../tools/bulk/change-plan.ts'

const KINDS = ['label', 'attribute', 'shift', 'track', 'layer', 'copy', 'delete'] as const
type Kind = (typeof KINDS)[number]

/** Refused ones that are listed by name. */
const LISTED = 6

export function ChangeDialog({ onClose }: { onClose: () => void }) {
  const { session, editor } = useStudio()
  const text = useText()
  const t = text.editing.change
  const version = useValue(session.store.version)
  const book = useValue(session.store.labels)
  const layers = useValue(session.store.layerList)
  const [ids] = useState(() => [...session.selection.peek()])
  const [kind, setKind] = useState<Kind>('label')
  const [target, setTarget] = useState('')
  const [value, setValue] = useState('')
  const all = useMemo(() => ids.flatMap((id) => session.store.annotation(id) ?? []), [ids, session])
  const tracks = session.store.tracks
  const own = new Set(all.map((a) => a.trackId))
  const offered = tracks.filter((x) => own.has(x.id)).flatMap((x) => book.labelsOf(x))
  const labels = [...new Map(offered.filter((l) => !l.retired).map((l) => [l.id, l])).values()]
  const attributes = attributesOf(session, ids)
  const definition = attributes.find((d) => d.key === target)
  const choose = (next: Kind) => {
    setKind(next)
    setTarget('')
    setValue('')
  }
  const wanted = useDeferredValue(`${kind}\n${target}\n${value}`)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the document has changed
  const { change, plan } = useMemo(() => {
    const [wantedKind, wantedTarget, wantedValue] = wanted.split('\n') as [Kind, string, string]
    const made = changeOf(session, ids, wantedKind, wantedTarget, wantedValue)
    return { change: made, plan: made && planChange(session.state, ids, made) }
  }, [wanted, ids, session, version])
  const go = () => {
    if (change && plan?.fits.length && editor.change(plan.fits, change)) onClose()
  }
  const reveal = (refused: Refused) => {
    const id = refused.inTheWay ?? refused.id
    session.select([id])
    session.bringIntoView([id])
    onClose()
  }
  const nothing = plan?.refused.length === 1 && plan.refused[0]!.rule === 'nothing'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.title(ids.length)}
      description={t.description}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button
            variant={kind === 'delete' ? 'danger' : 'primary'}
            disabled={!plan?.fits.length}
            onClick={go}
          >
            {kind === 'delete' ? t.goDelete(plan?.fits.length ?? 0) : t.go(plan?.fits.length ?? 0)}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <div className="grid grid-cols-2 gap-x-4 gap-y-3">
          <Field label={t.what}>
            <Select
              label={t.what}
              value={kind}
              onChange={choose}
              options={KINDS.map((k) => ({ value: k, label: t.kinds[k] }))}
            />
          </Field>
          {kind === 'label' && (
            <Choice
              label={t.label}
              value={target}
              onChange={setTarget}
              options={labels.map((l) => [l.id, l.name, l.color])}
            />
          )}
          {kind === 'attribute' && (
            <Choice
              label={t.attribute}
              value={target}
              onChange={(key) => {
                setTarget(key)
                setValue('')
              }}
              options={attributes.map((d) => [d.key, d.name])}
            />
          )}
          {kind === 'shift' && (
            <Field label={t.frames}>
              <Input
                autoFocus
                inputMode="numeric"
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            </Field>
          )}
          {kind === 'track' && (
            <Choice
              label={t.track}
              value={target}
              onChange={setTarget}
              options={tracks.map((x) => [x.id, x.name])}
            />
          )}
          {(kind === 'layer' || kind === 'copy') && (
            <Choice
              label={t.layer}
              value={target}
              onChange={setTarget}
              options={layers.filter((l) => l.kind !== 'model').map((l) => [l.id, l.name])}
            />
          )}
        </div>
        {kind === 'attribute' && definition && (
          <ValueField
            key={definition.key}
            definition={definition}
            label={t.value}
            hint={t.empty}
            value={value}
            onChange={setValue}
          />
        )}
        <div aria-live="polite" className="min-h-24 rounded-md bg-sunken p-3">
          {plan && nothing && <p className="text-ink-3">{t.nothing}</p>}
          {plan && !nothing && (
            <>
              <p className={plan.refused.length ? 'text-warn' : 'text-ink'}>
                {!plan.refused.length
                  ? t.all(plan.fits.length)
                  : plan.fits.length
                    ? t.some(plan.fits.length, ids.length)
                    : t.none}
              </p>
              <ul className="mt-1.5 flex flex-col">
                {plan.refused.slice(0, LISTED).map((r) => (
                  <li key={`${r.id} ${r.message}`} className="flex items-start gap-2 py-1 text-small">
                    <span className="min-w-0 flex-1 text-ink-2">{r.message}</span>
                    <Button size="small" variant="quiet" onClick={() => reveal(r)}>
                      {t.show}
                    </Button>
                  </li>
                ))}
              </ul>
              {plan.refused.length > LISTED && (
                <p className="text-small text-ink-3">{t.more(plan.refused.length - LISTED)}</p>
              )}
            </>
          )}
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string, color?: string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select
        label={label}
        value={value}
        onChange={onChange}
        options={options.map(([id, name, color]) => ({
          value: id,
          label: (
            <span className="flex min-w-0 items-center gap-2">
              {color && <Swatch color={color} />}
              <span dir="auto" className="truncate">
                {name}
              </span>
            </span>
          ),
        }))}
      />
    </Field>
  )
}

interface ValueFieldProps {
  readonly definition: AttributeDefinition
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function ValueField({ definition, label, hint, value, onChange }: ValueFieldProps) {
  const fixed = definition.kind === 'boolean' ? ['yes', 'no'] : definition.choices
  if (definition.kind === 'choice' || definition.kind === 'boolean')
    return (
      <Field label={label}>
        <Select
          label={label}
          value={value}
          onChange={onChange}
          options={[
            { value: '', label: <span className="text-ink-3">{hint}</span> },
            ...fixed.map((c) => ({ value: c, label: c })),
          ]}
        />
      </Field>
    )
  return (
    <Field label={definition.unit ? `${label}, ${definition.unit}` : label} hint={hint}>
      <Input
        autoFocus
        inputMode={definition.kind === 'number' ? 'decimal' : undefined}
        placeholder={definition.kind === 'choices' ? definition.choices.join(', ') : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}

/** Attributes that any of the annotations may have, each once. */
function attributesOf(session: Session, ids: readonly string[]): AttributeDefinition[] {
  const book = session.store.labels.peek()
  const found = new Map<string, AttributeDefinition>()
  for (const id of ids) {
    const a = session.store.annotation(id)
    const track = a && session.store.track(a.trackId)
    if (a) for (const d of book.attributesOf(a.labelId, track)) if (!found.has(d.key)) found.set(d.key, d)
  }
  return [...found.values()]
}

/** Null while something is missing. */
function changeOf(
  session: Session,
  ids: readonly string[],
  kind: Kind,
  target: string,
  value: string,
): BulkChange | null {
  if (kind === 'delete') return { kind }
  if (kind === 'shift') {
    const frames = Number(value.trim().replace('−', '-'))
    if (!value.trim() || !Number.isInteger(frames) || !frames) return null
    const { clock } = session
    return { kind, by: ticksOfFrames(session, ids, frames), align: alignTo(clock), duration: clock.duration }
  }
  if (!target) return null
  if (kind === 'label') return { kind, labelId: target }
  if (kind === 'track') return { kind, trackId: target }
  if (kind === 'layer' || kind === 'copy') return { kind, layerId: target }
  const definition = attributesOf(session, ids).find((d) => d.key === target)
  return definition ? { kind, key: target, value: typedValue(definition, value.trim()) } : null
}

function typedValue({ kind, choices }: AttributeDefinition, typed: string): AttributeValue | null {
  if (!typed) return null
  if (kind === 'number') return Number(typed.replace(',', '.').replace('−', '-'))
  if (kind === 'boolean') return typed === 'yes'
  if (kind !== 'choices') return typed
  const parts = typed.split(',').map((part) => part.trim())
  return parts.map((part) => choices.find((c) => c.toLowerCase() === part.toLowerCase()) ?? part)
}

/** As long as so many frames are from the first of them on. */
function ticksOfFrames(session: Session, ids: readonly string[], frames: number): number {
  const { clock } = session
  const start = Math.min(...ids.map((id) => session.store.annotation(id)?.start ?? Number.POSITIVE_INFINITY))
  return ticksBetween(clock, clock.frameAt(start as Tick), frames)
}
