'use client'
/** What both ways of rating have below their field: lag, passage again, settings, end. */
import { RotateCcw, Settings2, Square } from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function RatingFoot() {
  const t = useText().signals
  const { session, rating, keys } = useStudio()
  const lag = useValue(rating.setup.lag)
  const loop = useValue(session.clock.loop)
  const again = useValue(rating.punch.passage)
  return (
    <div className="mt-auto flex flex-col gap-2">
      {lag > 0 && <p className="text-small text-ink-3">{t.lagTaken(lag.toFixed(2))}</p>}
      {(loop || again) && (
        <Button
          size="small"
          title={t.againHint}
          disabled={again !== null}
          icon={<RotateCcw aria-hidden className="size-3" />}
          onClick={() => keys.run('trace.again')}
        >
          {t.again}
        </Button>
      )}
      <div className="flex items-center gap-1">
        <Button
          size="small"
          className="flex-1"
          icon={<Square aria-hidden className="size-3" />}
          onClick={() => rating.recorder.disarm()}
        >
          {t.stop}
        </Button>
        <IconButton
          size="small"
          label={t.setup}
          icon={<Settings2 className="size-3.5" />}
          onClick={() => {
            session.clock.pause()
            rating.settingUp.value = true
          }}
        />
      </div>
    </div>
  )
}
