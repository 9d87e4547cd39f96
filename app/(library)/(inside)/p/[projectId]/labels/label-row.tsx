'use client'
import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react'
import { ColorSwatch, type NamedColor, Swatch } from '#app/_ui/color-swatch.tsx'
import { cx } from '#app/_ui/cx.ts'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input, Textarea } from '#app/_ui/input.tsx'
import { Kbd } from '#app/_ui/kbd.tsx'
import type { Label } from '#media/core/document/records.ts'
import * as palette from '#media/core/labels/colors.ts'
import { AttributeList } from './attribute-list.tsx'

/** The safe colours with their names, for those who choose by ear. */
const COLORS: readonly NamedColor[] = Object.entries(palette).flatMap(([name, hex]) =>
  typeof hex === 'string' ? [{ hex, name: name.toLowerCase() }] : [],
)

interface LabelRowProps {
  label: Label
  open: boolean
  /** Why its key cannot stay. */
  conflict: string | null
  mayEdit: boolean
  onOpen: (open: boolean) => void
  onChange: (change: Partial<Label>) => void
  onRemove: () => void
  onMove: (by: -1 | 1) => void
}

export function LabelRow(props: LabelRowProps) {
  const { label, open, conflict, mayEdit, onOpen, onChange, onRemove, onMove } = props
  return (
    <li className="border-b border-line last:border-b-0">
      <div className="flex min-h-10 items-center gap-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          className="flex min-h-10 min-w-0 flex-1 items-center gap-2 rounded-sm text-left"
        >
          <ChevronRight
            aria-hidden
            className={cx('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          />
          <Swatch color={label.color} className="size-3.5" />
          <span className="truncate text-ink">{label.name || 'No name'}</span>
          <span className="hidden min-w-0 flex-1 truncate text-small text-ink-3 sm:block">
            {label.description}
          </span>
        </button>
        {label.attributes.length > 0 && (
          <span className="hidden text-small text-ink-3 sm:inline">
            {label.attributes.map((attribute) => attribute.name).join(', ')}
          </span>
        )}
        {label.key !== null && (
          <span
            className={cx(conflict && 'rounded-xs outline-2 outline-danger')}
            title={conflict ?? undefined}
          >
            <Kbd keys={label.key} />
          </span>
        )}
      </div>
      {open && (
        <fieldset
          disabled={!mayEdit}
          className="grid gap-x-4 gap-y-3 pt-1 pb-4 pl-6 sm:grid-cols-[auto_1fr_72px_180px]"
        >
          <Field label="Colour">
            <ColorSwatch
              label="Colour"
              colors={COLORS}
              value={label.color}
              disabled={!mayEdit}
              onChange={(color) => onChange({ color })}
            />
          </Field>
          <Field label="Name">
            <Input
              value={label.name}
              maxLength={200}
              autoFocus={label.name === 'New label'}
              onFocus={(event) => label.name === 'New label' && event.currentTarget.select()}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Field>
          <Field label="Key" error={conflict}>
            <Input
              value={label.key ?? ''}
              maxLength={1}
              placeholder="none"
              className="text-center"
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) =>
                onChange({ key: event.target.value.trim().slice(-1).toLowerCase() || null })
              }
            />
          </Field>
          <Field label="Code">
            <Input
              value={label.code ?? ''}
              maxLength={100}
              placeholder="SCT:387713003"
              onChange={(event) => onChange({ code: event.target.value.trim() || null })}
            />
          </Field>
          <Field label="Description" className="sm:col-span-4">
            <Textarea
              rows={2}
              maxLength={5000}
              value={label.description}
              onChange={(event) => onChange({ description: event.target.value })}
            />
          </Field>
          <AttributeList
            attributes={label.attributes}
            mayEdit={mayEdit}
            onChange={(attributes) => onChange({ attributes })}
          />
          {mayEdit && (
            <div className="flex gap-1 sm:col-span-4">
              <IconButton label="Move up" icon={<ArrowUp className="size-4" />} onClick={() => onMove(-1)} />
              <IconButton
                label="Move down"
                icon={<ArrowDown className="size-4" />}
                onClick={() => onMove(1)}
              />
              <IconButton label="Remove label" icon={<Trash2 className="size-4" />} onClick={onRemove} />
            </div>
          )}
        </fieldset>
      )}
    </li>
  )
}
