'use client'
/**
 * One edge of an annotation, to read in every way of naming a time and to change by typing. What is typed becomes the
 * frame it means; for an end that frame is the last one inside. Nothing is changed until Enter or leaving the field.
 */
import { useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { Input } from '../../_ui/input.tsx'
import { useStudio } from '../studio-context.tsx'
import type { TimeMode } from '../timeline/ruler.ts'

export interface TimeFieldProps {
  readonly label: string
  /** Start of an interval or event, or the end; ticks. */
  readonly time: number
  readonly edge: 'start' | 'end'
  readonly disabled: boolean
  /** The edge that the typed frame comes to. Gives back a sentence when it may not be. */
  readonly onFrame: (frame: number) => string | null
}

const COLUMNS: readonly TimeMode[] = ['frame', 'smpte', 'clock', 'seconds']

export function TimeField({ label, time, edge, disabled, onFrame }: TimeFieldProps) {
  const { names, session } = useStudio()
  const t = useText().inspector
  const [problem, setProblem] = useState<string | null>(null)
  // Three columns fit; SMPTE names where the picture has them, the clock where it has not.
  const columns = COLUMNS.filter((mode) => mode !== (names.smpte ? 'clock' : 'smpte'))
  const inside = edge === 'end' ? time - 1 : time
  const take = (text: string, mode: TimeMode): boolean => {
    const frame = names.parse(text, mode)
    if (frame === null) {
      setProblem(t.noTime(text))
      return false
    }
    // Ends are shown as the moment they end in clock and seconds; what is typed there means that moment.
    const asEnd = edge === 'end' && (mode === 'clock' || mode === 'seconds') && !/^(f|frame)/i.test(text)
    const meant = asEnd ? Math.max(0, session.clock.frameAt(boundary(text)) - 1) : frame
    const refusal = onFrame(meant)
    setProblem(refusal)
    return refusal === null
    function boundary(typed: string) {
      const named = names.parse(typed, mode)!
      return session.clock.boundsOf(named).start
    }
  }
  return (
    <fieldset className="min-w-0">
      <div className="mb-1 flex items-baseline justify-between">
        <legend className="font-medium">{label}</legend>
        <button
          type="button"
          className="rounded-sm px-1 text-small text-ink-3 hover:bg-hover hover:text-ink"
          onClick={() => session.clock.seek(session.clock.boundsOf(names.frameOf(inside)).start)}
        >
          {t.goThere}
        </button>
      </div>
      <div className="grid grid-cols-3 gap-1.5">
        {columns.map((mode) => (
          <TimeCell
            key={mode}
            label={t.cell(label, t.times[mode])}
            caption={t.times[mode]}
            text={edge === 'end' ? names.formatEnd(time, mode) : names.format(time, mode)}
            disabled={disabled}
            onTake={(text) => take(text, mode)}
          />
        ))}
      </div>
      <p role="alert" className={cx('mt-1 text-small text-danger', !problem && 'hidden')}>
        {problem}
      </p>
    </fieldset>
  )
}

interface TimeCellProps {
  readonly label: string
  readonly caption: string
  readonly text: string
  readonly disabled: boolean
  readonly onTake: (text: string) => boolean
}

function TimeCell({ label, caption, text, disabled, onTake }: TimeCellProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const finish = () => {
    if (typed === null) return
    if (typed.trim() === text || onTake(typed)) setTyped(null)
  }
  return (
    <div className="min-w-0">
      <Input
        aria-label={label}
        className="h-7! px-1.5! font-mono text-small tabular-nums"
        value={typed ?? text}
        disabled={disabled}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish()
          if (event.key === 'Escape') {
            event.stopPropagation()
            setTyped(null)
            event.currentTarget.blur()
          }
        }}
      />
      <span aria-hidden className="block px-0.5 text-small text-ink-3">
        {caption}
      </span>
    </div>
  )
}
