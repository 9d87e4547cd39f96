'use client'
/** One label becomes several, decided by an attribute, by the track, or by nobody. */
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { Label, LabelSet } from '#media/core/document/records.ts'
import type { SplitPart } from '#media/core/labels/set-draft.ts'

interface SplitDialogProps {
  set: LabelSet
  label: Label
  onClose: () => void
  onSplit: (by: string | null, parts: readonly SplitPart[]) => void
}

const NOBODY = '-'

export function SplitDialog({ set, label, onClose, onSplit }: SplitDialogProps) {
  const text = useText()
  const t = text.labels
  const tracks = set.tracks.filter((track) => track.labelIds.includes(label.id))
  const attributes = label.attributes.filter(
    (a) => a.kind === 'choice' || a.kind === 'choices' || a.kind === 'boolean',
  )
  const ways = [
    ...attributes.map((a) => ({ value: `attribute:${a.key}`, label: t.splitByAttribute(a.name) })),
    ...(tracks.length > 1 ? [{ value: 'track', label: t.splitByTrack }] : []),
    { value: NOBODY, label: t.splitByHand },
  ]
  const valuesOf = (way: string): { value: string; name: string }[] => {
    if (way === 'track') return tracks.map((track) => ({ value: track.id, name: track.name }))
    const attribute = attributes.find((a) => `attribute:${a.key}` === way)
    if (attribute?.kind === 'boolean')
      return ['true', 'false'].map((value) => ({ value, name: value === 'true' ? '✓' : '–' }))
    return (attribute?.choices ?? []).map((value) => ({ value, name: value }))
  }
  const begin = (way: string): SplitPart[] => {
    const values = valuesOf(way)
    if (values.length < 2)
      return [
        { name: `${label.name} 1`, values: [] },
        { name: `${label.name} 2`, values: [] },
      ]
    // The first takes what has no value, too.
    return values.map(({ value, name }) => ({ name: `${label.name}, ${name}`, values: [value] }))
  }
  const [way, setWay] = useState(ways[0]?.value ?? NOBODY)
  const [parts, setParts] = useState(() => begin(way))
  const values = valuesOf(way)
  const put = (at: number, change: Partial<SplitPart>): void =>
    setParts(parts.map((part, i) => (i === at ? { ...part, ...change } : part)))
  const give = (at: number, value: string, on: boolean): void =>
    setParts(
      parts.map((part, i) => ({
        ...part,
        values: [...part.values.filter((one) => one !== value), ...(i === at && on ? [value] : [])],
      })),
    )
  const names = parts.map((part) => part.name.trim())
  const ready = names.every((name) => name !== '') && new Set(names).size === names.length
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.splitTitle(label.name)}
      description={t.splitAbout}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button
            variant="primary"
            disabled={!ready}
            onClick={() =>
              onSplit(
                way === NOBODY ? null : way,
                parts.map((part, i) => ({ ...part, name: names[i]! })),
              )
            }
          >
            {t.split.replace(' …', '')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t.splitBy}>
          <Select
            label={t.splitBy}
            value={way}
            options={ways}
            onChange={(next) => {
              setWay(next)
              setParts(begin(next))
            }}
          />
        </Field>
        <ol className="flex flex-col">
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
            <li key={at} className="flex flex-col gap-1.5 border-t border-line py-2">
              <div className="flex items-center gap-2">
                <Input
                  aria-label={t.splitPart(at + 1)}
                  dir="auto"
                  value={part.name}
                  maxLength={200}
                  onChange={(event) => put(at, { name: event.target.value })}
                />
                <IconButton
                  label={t.remove}
                  icon={<Trash2 className="size-4" />}
                  disabled={parts.length < 3}
                  onClick={() => setParts(parts.toSpliced(at, 1))}
                />
              </div>
              <div className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
                {way !== NOBODY && <span className="text-ink-3">{t.splitValues}</span>}
                {values.map(({ value, name }) => (
                  <Checkbox
                    key={value}
                    checked={part.values.includes(value)}
                    onChange={(on) => give(at, value, on)}
                  >
                    {name}
                  </Checkbox>
                ))}
                {at === 0 && <span className="text-ink-3">{t.splitRest}</span>}
              </div>
            </li>
          ))}
        </ol>
        <Button
          size="small"
          variant="quiet"
          className="-mt-3 self-start"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => setParts([...parts, { name: `${label.name} ${parts.length + 1}`, values: [] }])}
        >
          {t.splitAdd}
        </Button>
      </div>
    </Dialog>
  )
}
