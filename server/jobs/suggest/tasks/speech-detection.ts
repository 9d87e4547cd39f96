import { tick } from '#media/core/time/tick.ts'
import type { SpeechOutput } from '#media/infer/pipelines/speech-detection/pipeline.ts'
import type { SuggestTask } from '../task.ts'

/** Where somebody speaks, as utterances without words: a first pass for those who write down by hand. */
export const speechDetection: SuggestTask<SpeechOutput> = {
  id: 'speech-detection',
  title: 'Find where somebody speaks',
  needs: 'sound',
  modelTask: 'vad',
  modelOptional: true,
  pipeline: 'speech-detection',
  options: [
    {
      ...{ key: 'threshold', title: 'Least probability of speech', kind: 'number' },
      ...{ min: 0.1, max: 0.9, step: 0.05, default: 0.5 },
    },
    {
      ...{ key: 'pause', title: 'A pause is at least', kind: 'number', unit: 's' },
      ...{ min: 0.1, max: 5, step: 0.1, default: 0.3 },
    },
  ],
  records({ regions }, suggesting) {
    const track = suggesting.track('transcript', 'Transcript')
    const label = suggesting.firstLabel(track, 'Utterance')
    for (const { start, end, confidence } of regions)
      suggesting.annotation({
        ...{ trackId: track.id, labelId: label.id, start: tick(start), end: tick(end), attributes: {} },
        ...{ note: '', confidence, speakerId: null, speech: null },
      })
    return { layerName: 'Speech', what: counted(regions.length, 'stretch of speech', 'stretches of speech') }
  },
}

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
