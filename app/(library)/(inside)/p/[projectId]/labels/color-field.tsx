'use client'
/** A label's colour: those that everybody can tell apart are offered, any other is taken and judged. */
import { useEffect, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { ColorSwatch, type NamedColor } from '#app/_ui/color-swatch.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import * as palette from '#media/core/labels/colors.ts'
import { faintOn, isSafeColor } from '#media/core/labels/contrast.ts'

/** The safe colours with their names, for those who choose by ear. */
const COLORS: readonly NamedColor[] = Object.entries(palette).flatMap(([name, hex]) =>
  typeof hex === 'string' ? [{ hex, name: name.toLowerCase() }] : [],
)

interface ColorFieldProps {
  color: string
  /** Another label of the same track with this colour. */
  twin: string | null
  disabled: boolean
  onChange: (color: string) => void
}

export function ColorField({ color, twin, disabled, onChange }: ColorFieldProps) {
  const t = useText().labels
  const [typed, setTyped] = useState(color)
  useEffect(() => setTyped(color), [color])
  const faint = faintOn(color)
  const hint = faint
    ? t.faint[faint.ground](faint.ratio.toFixed(1))
    : twin !== null
      ? t.sameColor(twin)
      : isSafeColor(color)
        ? undefined
        : t.notSafe
  return (
    <Field label={t.color} hint={hint && <span className={faint ? 'text-warn' : undefined}>{hint}</span>}>
      <div className="flex gap-2">
        <ColorSwatch
          label={t.safeColors}
          colors={COLORS}
          value={color}
          disabled={disabled}
          onChange={onChange}
        />
        <Input
          aria-label={t.colorValue}
          className="font-mono"
          value={typed}
          maxLength={7}
          onChange={(event) => {
            const text = event.target.value.trim()
            setTyped(text)
            if (/^#[0-9a-fA-F]{6}$/.test(text)) onChange(text.toLowerCase())
          }}
          onBlur={() => setTyped(color)}
        />
      </div>
    </Field>
  )
}
