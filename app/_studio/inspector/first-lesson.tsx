'use client'
/** With nothing selected the inspector teaches the first steps, with this recording's own labels. */
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function FirstLesson() {
  const { session, keys } = useStudio()
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
        <p className="font-medium text-ink">You can look at everything here</p>
        <p>Play, step and select to read. To label, ask the project’s owner to make you an annotator.</p>
      </div>
    )
  return (
    <div className="flex flex-col gap-4 p-4 text-ink-2">
      <p className="font-medium text-ink">Nothing selected</p>
      <Step keys={['Space']} also={['J', 'K', 'L']}>
        Play and pause; J, K and L go backwards, stop and go forwards. ← and → step one frame.
      </Step>
      {example && chord && active && (
        <Step keys={[chord]}>
          {active.kind === 'events' ? (
            <>Marks “{example.name}” on the frame you see.</>
          ) : active.policy === 'gapless' ? (
            <>Starts “{example.name}” on the frame you see; the next label’s key ends it.</>
          ) : (
            <>Starts “{example.name}” on the frame you see; the same key ends it. It works while playing.</>
          )}
        </Step>
      )}
      <Step keys={['S']} also={['M']}>
        Cut what is under the playhead in two; join neighbours.
      </Step>
      <Step keys={['ArrowUp']} also={['ArrowDown']}>
        Go from edge to edge.
      </Step>
      <p>
        To draw with the pointer, choose a label under <span className="text-ink">Labels</span> and drag on
        its track. Drag an edge to trim it: the picture follows.
      </p>
      <p>
        <Kbd keys="?" /> shows every key, <Kbd keys="Mod+K" /> finds labels, commands and times.
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
