'use client'
/** Brightness, contrast and gamma of the picture on this screen. The recording is not changed by it. */
import { Popover } from '@base-ui/react/popover'
import { SunMedium } from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { useValue } from '../store/use-value.ts'
import { AS_RECORDED, type Light, type PictureView } from './picture-view.ts'

const SLIDERS: readonly { key: keyof Light; min: number; max: number }[] = [
  { key: 'brightness', min: 0.2, max: 3 },
  { key: 'contrast', min: 0.2, max: 3 },
  { key: 'gamma', min: 0.3, max: 3 },
]

export function LightPanel({ view }: { view: PictureView }) {
  const t = useText().player
  const light = useValue(view.light)
  const changed = SLIDERS.some(({ key }) => light[key] !== 1)
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<IconButton label={t.light} pressed={changed} icon={<SunMedium className="size-4" />} />}
      />
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={6} className="z-50">
          <Popover.Popup className="flex w-64 flex-col gap-3 rounded-md bg-raised p-3 shadow-float outline-hidden">
            {SLIDERS.map(({ key, min, max }) => (
              <label key={key} className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5">
                <span className="text-small text-ink-2">{t.lights[key]}</span>
                <span className="text-small text-ink-3 tabular-nums">{light[key].toFixed(2)}</span>
                <input
                  type="range"
                  min={min}
                  max={max}
                  step={0.01}
                  value={light[key]}
                  onChange={(event) => view.setLight({ [key]: Number(event.currentTarget.value) })}
                  className="col-span-2 h-4 w-full accent-(--accent)"
                />
              </label>
            ))}
            <Button size="small" disabled={!changed} onClick={() => view.setLight(AS_RECORDED)}>
              {t.asRecorded}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
