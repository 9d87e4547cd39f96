'use client'
/** What edges snap to, source by source, and what counts as silence. */
import { Popover } from '@base-ui/react/popover'
import { ChevronDown } from 'lucide-react'
import { useText } from '../../_text/text-provider.tsx'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { SNAP_SOURCES } from '../timeline/snap-options.ts'

const LEVELS = [-18, -24, -30, -34, -38, -42] as const
const LENGTHS = [200, 400, 700, 1000, 2000] as const

export function SnapMenu() {
  const { timeline, keys } = useStudio()
  const t = useText().editing.snap
  useValue(keys.changed)
  const choice = useValue(timeline.snap.choice)
  const cuts = useValue(timeline.snap.cuts).length
  const silence = useValue(timeline.snap.silence).length / 2
  const found = { cuts, silence } as Record<string, number | undefined>
  const chord = keys.chordFor('timeline.snap')
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton
            size="small"
            label={t.menu}
            icon={<ChevronDown className="size-3" />}
            className="w-4!"
          />
        }
      />
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={4} className="z-50">
          <Popover.Popup className="flex w-72 flex-col gap-3 rounded-md bg-raised p-3 text-ink shadow-float outline-hidden">
            <Popover.Title className="font-medium">{t.title}</Popover.Title>
            <div className="flex flex-col gap-1.5">
              <Checkbox checked disabled onChange={() => {}} className="text-ink-3">
                {t.sources.frames}
              </Checkbox>
              {SNAP_SOURCES.map((source) => (
                <Checkbox
                  key={source}
                  checked={choice.sources.includes(source)}
                  onChange={() => timeline.snap.toggle(source)}
                >
                  <span>
                    {t.sources[source]}
                    {found[source] !== undefined && (
                      <span className="text-ink-3"> · {t.found(found[source])}</span>
                    )}
                  </span>
                </Checkbox>
              ))}
            </div>
            <div className="grid grid-cols-2 gap-2">
              <Select
                size="small"
                label={t.level}
                value={String(nearest(LEVELS, choice.decibels))}
                options={LEVELS.map((db) => ({ value: String(db), label: t.quieter(db) }))}
                onChange={(db) => timeline.snap.set({ decibels: Number(db) })}
              />
              <Select
                size="small"
                label={t.length}
                value={String(nearest(LENGTHS, choice.milliseconds))}
                options={LENGTHS.map((ms) => ({ value: String(ms), label: t.longer(ms) }))}
                onChange={(ms) => timeline.snap.set({ milliseconds: Number(ms) })}
              />
            </div>
            <p className="flex flex-wrap items-center gap-1 text-small text-ink-3">
              <Kbd keys="Alt" /> {t.alt}
              {chord && (
                <>
                  {' '}
                  <Kbd keys={chord} /> {t.key}
                </>
              )}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

const nearest = (list: readonly number[], value: number): number =>
  list.reduce((best, next) => (Math.abs(next - value) < Math.abs(best - value) ? next : best))
