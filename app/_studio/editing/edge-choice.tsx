'use client'
/** Which edge the nudging keys move, with their keys said in the tip. */
import { useText } from '../../_text/text-provider.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { chordLabel } from '../keys/chord.ts'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { ActiveEdge } from '../tools/nudge/nudger.ts'

const ORDER: readonly ActiveEdge[] = ['start', 'both', 'end']

export function EdgeChoice({ fill = false }: { fill?: boolean }) {
  const { timeline, keys } = useStudio()
  const t = useText().editing.edge
  useValue(keys.changed)
  const edge = useValue(timeline.activeEdge)
  const say = (id: string) => {
    const chord = keys.chordFor(id)
    return chord ? chordLabel(chord, isMac()) : '–'
  }
  const cycle = say('edit.active-edge')
  const hint = t.hint(say('edit.nudge-back'), say('edit.nudge-forward'))
  return (
    <Segmented
      size="small"
      fill={fill}
      label={t.choice}
      value={edge}
      options={ORDER.map((value) => ({
        value,
        label: t[value],
        title: `${t.choice}: ${t[value]} (${cycle}). ${hint}`,
      }))}
      onChange={(next) => {
        timeline.activeEdge.value = next
      }}
    />
  )
}

const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
