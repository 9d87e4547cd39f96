import { tick } from '#media/core/time/tick.ts'
import type { SoundEventsOutput } from '#media/infer/pipelines/sound-events/pipeline.ts'
import type { SuggestTask } from '../task.ts'

/** Names of the labels, by kind of sound. */
const NAMES: Readonly<Record<string, string>> = {
  laughter: 'Laughter',
  crying: 'Crying',
  sigh: 'Sigh',
  cough: 'Cough',
  alarm: 'Alarm',
  telephone: 'Telephone',
  door: 'Door',
  music: 'Music',
  silence: 'Silence',
}

/** Laughter, crying, alarms …: intervals on a track of their own. */
export const soundEvents: SuggestTask<SoundEventsOutput> = {
  id: 'sound-events',
  title: 'Find laughter, crying, alarms and other sounds',
  needs: 'sound',
  modelTask: 'classify-audio',
  pipeline: 'sound-events',
  options: [
    {
      ...{ key: 'threshold', title: 'Least probability', kind: 'number' },
      ...{ min: 0.05, max: 0.95, step: 0.05, default: 0.3 },
    },
    { key: 'silence', title: 'Mark silence as well', kind: 'boolean', default: false },
  ],
  records({ events }, suggesting) {
    const track = suggesting.track('intervals', 'Sounds', { byName: true })
    for (const { kind, start, end, confidence } of events)
      suggesting.annotation({
        ...{ trackId: track.id, labelId: suggesting.label(track, NAMES[kind] ?? kind).id },
        ...{ start: tick(start), end: tick(end), attributes: {}, note: '', confidence },
        ...{ speakerId: null, speech: null },
      })
    return { layerName: 'Sounds', what: `${events.length} ${events.length === 1 ? 'sound' : 'sounds'}` }
  },
}
