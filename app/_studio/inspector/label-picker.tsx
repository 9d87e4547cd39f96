'use client'
/** The label of an annotation, chosen from those its track takes. */
import type { TrackRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export interface LabelPickerProps {
  readonly track: TrackRecord
  /** Null when several annotations have several labels. */
  readonly labelId: string | null
  readonly disabled: boolean
  readonly onPick: (labelId: string) => void
}

export function LabelPicker({ track, labelId, disabled, onPick }: LabelPickerProps) {
  const { session } = useStudio()
  const t = useText().inspector
  const book = useValue(session.store.labels)
  const labels = book.labelsOf(track)
  const known = labels.some((l) => l.id === labelId)
  const options = labels.map((label) => ({
    value: label.id,
    label: (
      <span className="flex min-w-0 items-center gap-2">
        <Swatch color={label.color} />
        <span dir="auto" className="truncate">
          {label.name}
        </span>
      </span>
    ),
  }))
  if (labelId && !known)
    options.unshift({
      value: labelId,
      label: (
        <span className="text-ink-3">
          <bdi>{book.nameOf(labelId)}</bdi> {t.notOfTrack}
        </span>
      ),
    })
  if (!labelId) options.unshift({ value: '', label: <span className="text-ink-3">{t.severalLabels}</span> })
  return (
    <Select
      label={t.label}
      value={labelId ?? ''}
      options={options}
      disabled={disabled}
      onChange={(value) => value && value !== labelId && onPick(value)}
    />
  )
}
