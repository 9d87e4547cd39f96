'use client'
/** With nothing selected the inspector teaches the first steps, with this recording's own labels. */
import { useText } from '../../_text/text-provider.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function FirstLesson() {
  const { session, keys } = useStudio()
  const text = useText()
  const t = text.inspector.lesson
  useValue(keys.changed)
  const book = useValue(session.store.labels)
  const tracks = useValue(session.store.trackList)
  const activeId = useValue(session.activeTrackId)
  const active = tracks.find((t) => t.id === activeId) ?? tracks[0]
  const example = active ? book.labelsOf(active).find((l) => keys.chordFor(`label.${l.id}`)) : undefined
  const chord = example ? keys.chordFor(`label.${example.id}`) : null
  if (!session.editable)
    return (
      <div className="flex flex-col gap-2 p-4 text-ink-2">
        <p className="font-medium text-ink">{t.onlyLook}</p>
        <p>{t.onlyLookMore}</p>
      </div>
    )
  return (
    <div className="flex flex-col gap-4 p-4 text-ink-2">
      <p className="font-medium text-ink">{t.nothing}</p>
      <Step keys={['Space']} also={['J', 'K', 'L']}>
        {t.play}
      </Step>
      {example && chord && active && (
        <Step keys={[chord]}>
          {active.kind === 'events'
            ? t.event(example.name)
            : active.policy === 'gapless'
              ? t.gapless(example.name)
              : t.interval(example.name)}
        </Step>
      )}
      <Step keys={['S']} also={['M']}>
        {t.cut}
      </Step>
      <Step keys={['ArrowUp']} also={['ArrowDown']}>
        {t.edges}
      </Step>
      <p>
        {t.draw[0]} <span className="text-ink">{text.studio.tabs.labels}</span> {t.draw[1]}
      </p>
      <p>
        <Kbd keys="?" /> {t.allKeys} <Kbd keys="Mod+K" /> {t.finds}
      </p>
    </div>
  )
}

function Step({ keys, also = [], children }: { keys: string[]; also?: string[]; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[72px_1fr] items-start gap-2">
      <span className="flex flex-wrap gap-1 pt-0.5">
        {[...keys, ...also].map((k) => (
          <Kbd key={k} keys={k} />
        ))}
      </span>
      <p>{children}</p>
    </div>
  )
}
