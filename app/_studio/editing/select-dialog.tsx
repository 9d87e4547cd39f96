'use client'
/** Selects by what annotations are: conditions that all must hold, counted as they are set. */
import { useDeferredValue, useMemo, useState } from 'react'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Select } from '../../_ui/select.tsx'
import { usePeople } from '../inspector/people-context.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { ANY, findAnnotations } from '../tools/bulk/find-annotations.ts'

const ANYONE = 'any'
/** The filter's name for annotations that no person made. */
const NOBODY = 'none'

export function SelectDialog({ onClose }: { onClose: () => void }) {
  const { session, editor } = useStudio()
  const text = useText()
  const t = text.editing.select
  const nameOfPerson = usePeople()
  const book = useValue(session.store.labels)
  const tracks = useValue(session.store.trackList)
  const layers = useValue(session.store.layerList)
  const version = useValue(session.store.version)
  const before = useValue(session.selection)
  const [label, setLabel] = useState(ANYONE)
  const [track, setTrack] = useState(ANYONE)
  const [layer, setLayer] = useState(ANYONE)
  const [author, setAuthor] = useState(ANYONE)
  const [attribute, setAttribute] = useState(ANYONE)
  const [value, setValue] = useState('')
  const [least, setLeast] = useState('')
  const [most, setMost] = useState('')
  const [typed, setTyped] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const [within, setWithin] = useState(false)
  const one = (id: string) => (id === ANYONE ? [] : [id === NOBODY ? '' : id])
  const wanted = useDeferredValue(
    JSON.stringify({
      ...ANY,
      labelIds: one(label),
      trackIds: one(track),
      layerIds: one(layer),
      authorIds: one(author),
      attribute: attribute === ANYONE ? null : { key: attribute, value },
      least: ticksOf(least),
      most: ticksOf(most),
      text: typed,
      incomplete,
    }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the document has changed
  const found = useMemo(() => {
    const all = findAnnotations(session.state, JSON.parse(wanted))
    return within ? all.filter((a) => before.has(a.id)) : all
  }, [wanted, within, before, session, version])
  const authors = useMemo(() => {
    const ids = new Set<string>()
    for (const a of findAnnotations(session.state, ANY)) ids.add(a.authorId ?? NOBODY)
    return [...ids]
  }, [session])
  const attributes = useMemo(() => {
    const names = new Map<string, string>()
    for (const l of book.set.labels) for (const d of l.attributes) names.set(d.key, d.name)
    return [...names]
  }, [book])
  const any = { value: ANYONE, label: <span className="text-ink-3">{t.any}</span> }
  const bad = (typedText: string) => (typedText.trim() && ticksOf(typedText) === null ? t.badNumber : null)
  const select = (thenChange: boolean) => {
    session.select(found.map((a) => a.id))
    if (found.length) session.bringIntoView([found[0]!.id])
    onClose()
    if (thenChange) editor.dialog.value = 'change'
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.title}
      description={t.description}
      footer={
        <>
          <p aria-live="polite" className="mr-auto font-medium tabular-nums">
            {t.found(found.length)}
          </p>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          {session.editable && (
            <Button disabled={!found.length} onClick={() => select(true)}>
              {t.change}
            </Button>
          )}
          <Button variant="primary" disabled={!found.length} onClick={() => select(false)}>
            {t.select}
          </Button>
        </>
      }
    >
      {/* Enter in a field selects. */}
      <form
        className="grid grid-cols-2 gap-x-4 gap-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (found.length) select(false)
        }}
      >
        <Field label={t.labels}>
          <Select
            label={t.labels}
            value={label}
            onChange={setLabel}
            options={[
              any,
              ...book.set.labels.map((l) => ({
                value: l.id,
                label: (
                  <span className="flex min-w-0 items-center gap-2">
                    <Swatch color={l.color} />
                    <span dir="auto" className="truncate">
                      {l.name}
                    </span>
                  </span>
                ),
              })),
            ]}
          />
        </Field>
        <Field label={t.tracks}>
          <Select
            label={t.tracks}
            value={track}
            onChange={setTrack}
            options={[any, ...tracks.map((x) => ({ value: x.id, label: x.name }))]}
          />
        </Field>
        <Field label={t.layers}>
          <Select
            label={t.layers}
            value={layer}
            onChange={setLayer}
            options={[any, ...layers.map((x) => ({ value: x.id, label: x.name }))]}
          />
        </Field>
        <Field label={t.authors}>
          <Select
            label={t.authors}
            value={author}
            onChange={setAuthor}
            options={[
              any,
              ...authors.map((id) => ({ value: id, label: id === NOBODY ? t.nobody : nameOfPerson(id) })),
            ]}
          />
        </Field>
        <Field label={t.attribute}>
          <Select
            label={t.attribute}
            value={attribute}
            onChange={setAttribute}
            options={[any, ...attributes.map(([key, name]) => ({ value: key, label: name }))]}
          />
        </Field>
        <Field label={t.value}>
          <Input
            value={value}
            disabled={attribute === ANYONE}
            placeholder={t.anyValue}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Field label={t.least} error={bad(least)}>
          <Input inputMode="decimal" value={least} onChange={(event) => setLeast(event.target.value)} />
        </Field>
        <Field label={t.most} error={bad(most)}>
          <Input inputMode="decimal" value={most} onChange={(event) => setMost(event.target.value)} />
        </Field>
        <Field label={t.text} className="col-span-2">
          <Input value={typed} autoFocus onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Checkbox checked={incomplete} onChange={setIncomplete} className="col-span-2">
          {t.incomplete}
        </Checkbox>
        <Checkbox checked={within} onChange={setWithin} disabled={!before.size} className="col-span-2">
          {t.within}
        </Checkbox>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

/** Null for nothing, and for what is no number. */
function ticksOf(seconds: string): number | null {
  const n = Number(seconds.trim().replace(',', '.').replace('−', '-'))
  return seconds.trim() && Number.isFinite(n) && n >= 0 ? Math.round(n * TICKS_PER_SECOND) : null
}
