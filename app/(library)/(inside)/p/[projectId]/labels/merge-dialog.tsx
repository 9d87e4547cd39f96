'use client'
/** Several labels become one. */
import { useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Swatch } from '#app/_ui/color-swatch.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { Label, LabelSet } from '#media/core/document/records.ts'

interface MergeDialogProps {
  set: LabelSet
  /** Those that go; the one that stays may be among them. */
  ids: readonly string[]
  onClose: () => void
  onMerge: (into: string) => void
}

export function MergeDialog({ set, ids, onClose, onMerge }: MergeDialogProps) {
  const text = useText()
  const t = text.labels
  const candidates = ids.length > 1 ? set.labels.filter((l) => ids.includes(l.id)) : others(set, ids)
  const [into, setInto] = useState(candidates[0]?.id ?? '')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={t.mergeTitle(Math.max(2, ids.length))}
      description={t.mergeAbout}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button variant="primary" disabled={into === ''} onClick={() => onMerge(into)}>
            {t.merge}
          </Button>
        </>
      }
    >
      <Field label={t.mergeStays}>
        <Select
          label={t.mergeStays}
          value={into}
          options={candidates.map((label) => ({
            value: label.id,
            label: (
              <span className="flex min-w-0 items-center gap-2">
                <Swatch color={label.color} />
                <bdi className="truncate">{label.name}</bdi>
              </span>
            ),
          }))}
          onChange={setInto}
        />
      </Field>
    </Dialog>
  )
}

/** Neighbours on its tracks first. */
function others(set: LabelSet, ids: readonly string[]): Label[] {
  const beside = new Set(
    set.tracks
      .filter((track) => ids.some((id) => track.labelIds.includes(id)))
      .flatMap((track) => track.labelIds),
  )
  const rest = set.labels.filter((label) => !ids.includes(label.id) && !label.retired)
  return [...rest.filter((l) => beside.has(l.id)), ...rest.filter((l) => !beside.has(l.id))]
}
