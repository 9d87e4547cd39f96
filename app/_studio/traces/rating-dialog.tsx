'use client'
/** How a person rates: which scales go together, what stands at the ends, their reaction lag. */
import { useState } from 'react'
import { setTraceLag } from '#media/core/commands/index.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { Select } from '../../_ui/select.tsx'
import { toast } from '../../_ui/toast.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { TRACE_STEP } from '../tracks/trace/trace-shape.ts'
import { partnersOf } from './grid-pair.ts'
import { Practice } from './practice.tsx'
import { ENDS } from './rating-setup.ts'

export function RatingDialog() {
  const { rating } = useStudio()
  const open = useValue(rating.settingUp)
  if (!open) return null
  return <OpenDialog />
}

function OpenDialog() {
  const t = useText().signals
  const { session, rating } = useStudio()
  const { setup, recorder } = rating
  const lag = useValue(setup.lag)
  const ends = useValue(setup.ends)
  useValue(setup.partners)
  const [typed, setTyped] = useState(lag.toFixed(2))
  const active = session.activeTrackId.peek()
  const tracks = session.store.tracks
  const pair = active ? rating.pairOf(active) : null
  const partner = pair ? (pair.up.id === active ? pair.across.id : pair.up.id) : ''
  const close = () => {
    rating.settingUp.value = false
  }
  const use = (seconds: number) => {
    setup.setLag(seconds)
    setTyped(setup.lag.peek().toFixed(2))
  }
  const apply = () => {
    const trackIds = pair ? [pair.up.id, pair.across.id] : active ? [active] : []
    const layerId = session.activeLayerId.peek()
    const ticks = Math.round((setup.lag.peek() * TICKS_PER_SECOND) / TRACE_STEP) * TRACE_STEP
    if (trackIds.every((id) => session.store.traces(id, layerId).every((one) => one.lag === ticks)))
      return toast({ title: t.lagNothing })
    recorder.disarm()
    const whole = { start: tick(0), end: tick(Number.MAX_SAFE_INTEGER) }
    const made = session.run(setTraceLag, { trackIds, layerId, ...whole, lag: ticks })
    if (made.ok) toast({ title: t.lagApplied((ticks / TICKS_PER_SECOND).toFixed(2)) })
  }
  return (
    <Dialog open onOpenChange={close} title={t.setupTitle} description={t.setupAbout}>
      <div className="flex flex-col gap-4">
        {active && (
          <Field label={t.together} hint={t.togetherHint}>
            <Select
              label={t.together}
              value={partner}
              options={[
                { value: '', label: t.alone },
                ...partnersOf(tracks, active).map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(id) => {
                recorder.disarm()
                setup.choosePartner(active, id || null)
              }}
            />
          </Field>
        )}
        <div>
          <h3 className="mb-1 font-medium">{t.ends}</h3>
          <Segmented
            label={t.ends}
            value={ends}
            options={ENDS.map((value) => ({ value, label: t.endsOf[value] }))}
            onChange={(value) => {
              setup.ends.value = value
            }}
          />
        </div>
        <Field label={t.lagSeconds} hint={t.lagHint}>
          <div className="flex gap-2">
            <Input
              inputMode="decimal"
              className="w-24 tabular-nums"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setup.setLag(Number(event.target.value.replace(',', '.')))
              }}
              onBlur={() => setTyped(setup.lag.peek().toFixed(2))}
            />
            {session.editable && <Button onClick={apply}>{t.lagApply}</Button>}
          </div>
        </Field>
        <Practice axes={pair ? 2 : 1} onUse={use} used={lag} />
      </div>
    </Dialog>
  )
}
