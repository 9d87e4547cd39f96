import type { AnnotationRecord } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'
import type { DiarizeOutput } from '#media/infer/pipelines/diarize/pipeline.ts'
import type { Suggesting } from '../suggesting.ts'
import type { SuggestTask } from '../task.ts'

/** Who speaks when: utterances with a speaker and no words, or the present utterances with a speaker each. */
export const diarize: SuggestTask<DiarizeOutput> = {
  id: 'diarize',
  title: 'Find who speaks when',
  needs: 'sound',
  modelTask: 'vad',
  modelOptional: true,
  pipeline: 'diarize',
  options: [
    { key: 'speakers', title: 'How many people speak', kind: 'speakers', default: null },
    { key: 'overlap', title: 'Guess where two speak at once', kind: 'boolean', default: false },
    { key: 'assign', title: 'Give speakers to the present transcript', kind: 'boolean', default: false },
  ],
  records(output, suggesting) {
    const track = suggesting.track('transcript', 'Transcript')
    const label = suggesting.firstLabel(track, 'Utterance')
    const people = Array.from({ length: output.speakers }, (_, i) => suggesting.speaker(`Speaker ${i + 1}`))
    const present = suggesting.options.assign ? transcriptOf(suggesting, track.id) : []
    const who = `${output.speakers} ${output.speakers === 1 ? 'speaker' : 'speakers'}`
    for (const utterance of present) {
      const { type: _, id: __, layerId: ___, authorId: ____, origin: _____, ...kept } = utterance
      const speaker = mostHeard(output, utterance)
      suggesting.annotation({
        ...kept,
        speakerId: speaker === null ? null : people[speaker.who]!.id,
        confidence: speaker?.share ?? null,
      })
    }
    if (present.length) return { layerName: 'Speakers', what: `${who}, ${present.length} utterances` }
    for (const { start, end, speaker, confidence } of output.turns)
      suggesting.annotation({
        ...{ trackId: track.id, labelId: label.id, start: tick(start), end: tick(end), attributes: {} },
        ...{ note: '', confidence, speakerId: people[speaker]!.id, speech: null },
      })
    const turns = `${output.turns.length} ${output.turns.length === 1 ? 'turn' : 'turns'}`
    return { layerName: 'Speakers', what: `${who}, ${turns}` }
  },
}

/** Utterances with words, of the layer that has most of them; people's before a model's. */
function transcriptOf({ document }: Suggesting, trackId: string): AnnotationRecord[] {
  const byLayer = document.layers.map((layer) => ({
    people: layer.kind !== 'model',
    spoken: [...document.lane(trackId, layer.id).all()].filter((a) => a.speech !== null),
  }))
  byLayer.sort((a, b) => Number(b.people) - Number(a.people) || b.spoken.length - a.spoken.length)
  return byLayer.find(({ spoken }) => spoken.length)?.spoken ?? []
}

/** Who speaks longest in it, and in how much of what is spoken there; null when nobody does. */
function mostHeard(
  { turns, speakers }: DiarizeOutput,
  { start, end }: AnnotationRecord,
): { who: number; share: number } | null {
  const heard = new Float64Array(speakers)
  for (const turn of turns)
    heard[turn.speaker]! += Math.max(0, Math.min(end, turn.end) - Math.max(start, turn.start))
  const total = heard.reduce((sum, h) => sum + h, 0)
  if (total === 0) return null
  const who = heard.indexOf(Math.max(...heard))
  return { who, share: heard[who]! / total }
}
