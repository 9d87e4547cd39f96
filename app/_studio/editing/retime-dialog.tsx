'use client'
/** Shifts by a number of frames or seconds, or stretches between two anchors that are typed or taken from the playhead. */
import { useState } from 'react'
import { type CommandResult, type CommandState, ripple, stretch } from '#media/core/commands/index.ts'
import { TICKS_PER_SECOND, type Tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { Select } from '../../_ui/select.tsx'
import { useStudio } from '../studio-context.tsx'
import { alignTo, ticksBetween } from '../timeline/snapping.ts'
import { type BulkChange, carryOut } from '../tools/bulk/change-plan.ts'
import { rippleTracks } from '../tools/ripple/ripple.ts'
import { shownFrame } from '../tools/shown-frame.ts'
import { leaves } from '../tools/stay-inside.ts'
import { argsFor, extentOf } from '../tools/stretch/stretch.ts'

type Whom = 'selected' | 'after' | 'after-all'

export function RetimeDialog({ onClose }: { onClose: () => void }) {
  const { session, timeline, names } = useStudio()
  const text = useText()
  const t = text.editing.retime
  const count = session.selection.peek().size
  const [extent] = useState(() => extentOf(session))
  const [what, setWhat] = useState<'shift' | 'stretch'>('shift')
  const [whom, setWhom] = useState<Whom>(count ? 'selected' : 'after')
  const [by, setBy] = useState('')
  const [unit, setUnit] = useState<'frames' | 'seconds'>('frames')
  const [first, setFirst] = useState(extent ? names.format(extent.start) : '')
  const [second, setSecond] = useState(extent ? names.formatEnd(extent.end) : '')
  const [problem, setProblem] = useState<string | null>(null)
  const { clock } = session
  const align = alignTo(clock)

  const shift = (): string | null => {
    const n = Number(by.trim().replace(',', '.').replace('−', '-'))
    if (!by.trim() || !Number.isFinite(n) || (unit === 'frames' && !Number.isInteger(n))) return t.badNumber
    const ids = [...session.selection.peek()]
    const starts = ids.flatMap((id) => session.store.annotation(id)?.start ?? [])
    const from =
      whom === 'selected' && starts.length ? (Math.min(...starts) as Tick) : shownFrame(session).start
    const ticks =
      unit === 'seconds' ? Math.round(n * TICKS_PER_SECOND) : ticksBetween(clock, clock.frameAt(from), n)
    const layerId = session.activeLayerId.peek()
    const active = session.activeTrackId.peek()
    const trackIds = whom === 'after-all' ? rippleTracks(timeline) : active ? [active] : []
    if (whom === 'selected')
      return refusedBy(session.run(carryOutShift, { ids, by: ticks, align, duration: clock.duration }))
    const later = trackIds.flatMap((id) =>
      session.store
        .lane(id, layerId)
        .query(from, Number.POSITIVE_INFINITY)
        .filter((a) => a.start >= from),
    )
    const out = leaves(later, ticks, clock.duration)
    if (out) return t.leaves(session.store.labels.peek().nameOf(out.labelId))
    const result = session.run(ripple, { trackIds, layerId, from, by: ticks, align })
    return result.ok ? null : result.message
  }
  const stretchIt = (): string | null => {
    if (!extent) return t.noSelection
    const from = names.parse(first)
    const last = names.parse(second)
    if (from === null) return t.noTime(first)
    if (last === null) return t.noTime(second)
    const start = session.clock.boundsOf(from).start
    // Frames and timecodes name the last picture inside, clocks the moment of the end.
    const named = ['frame', 'smpte'].includes(names.mode.peek()) || /^f/i.test(second.trim())
    const end = named ? session.clock.boundsOf(last).end : session.clock.boundsOf(last).start
    const result = session.run(
      stretch,
      argsFor(session, [...session.selection.peek()], extent, { start, end }),
    )
    return result.ok ? null : result.message
  }
  const go = () => {
    const refused = what === 'shift' ? shift() : stretchIt()
    setProblem(refused)
    if (refused === null) onClose()
    else session.dismissNotice()
  }
  const here = shownFrame(session)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={t.title}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button variant="primary" onClick={go}>
            {t[what]}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <Segmented
          fill
          label={t.title}
          value={what}
          options={[
            { value: 'shift', label: t.shift },
            { value: 'stretch', label: t.stretch },
          ]}
          onChange={(next) => {
            setWhat(next)
            setProblem(null)
          }}
        />
        {what === 'shift' ? (
          <>
            <Field label={t.whom}>
              <Select
                label={t.whom}
                value={whom}
                onChange={setWhom}
                options={[
                  ...(count ? [{ value: 'selected' as const, label: t.selected(count) }] : []),
                  { value: 'after' as const, label: t.after },
                  { value: 'after-all' as const, label: t.afterAll },
                ]}
              />
            </Field>
            <div className="grid grid-cols-[1fr_auto] items-end gap-2">
              <Field label={t.by}>
                <Input
                  autoFocus
                  inputMode="decimal"
                  value={by}
                  onChange={(event) => setBy(event.target.value)}
                />
              </Field>
              <Segmented
                label={t.by}
                value={unit}
                options={[
                  { value: 'frames', label: t.frames },
                  { value: 'seconds', label: t.seconds },
                ]}
                onChange={setUnit}
              />
            </div>
            <p className="text-small text-ink-3">{t.minus}</p>
          </>
        ) : extent ? (
          <>
            <Anchor
              label={t.first}
              was={t.was(names.format(extent.start))}
              value={first}
              onChange={setFirst}
              here={t.playhead}
              onHere={() => setFirst(names.format(here.start))}
            />
            <Anchor
              label={t.second}
              was={t.was(names.formatEnd(extent.end))}
              value={second}
              onChange={setSecond}
              here={t.playhead}
              onHere={() => setSecond(names.formatEnd(here.end))}
            />
          </>
        ) : (
          <p className="text-ink-2">{t.noSelection}</p>
        )}
        {problem && <ErrorNote>{problem}</ErrorNote>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

type ShiftArgs = Omit<Extract<BulkChange, { kind: 'shift' }>, 'kind'> & { readonly ids: readonly string[] }

const carryOutShift = (state: CommandState, { ids, ...shift }: ShiftArgs): CommandResult =>
  carryOut(state, ids, { kind: 'shift', ...shift })

const refusedBy = (result: CommandResult): string | null => (result.ok ? null : result.message)

interface AnchorProps {
  readonly label: string
  readonly was: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly here: string
  readonly onHere: () => void
}

function Anchor({ label, was, value, onChange, here, onHere }: AnchorProps) {
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-2">
      <Field label={label} hint={was}>
        <Input
          className="font-mono tabular-nums"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <Button className="mt-6" onClick={onHere}>
        {here}
      </Button>
    </div>
  )
}
