/**
 * WebVTT (W3C). One cue each annotation: the voice span names the track, the first line the label, further lines the
 * note. Times are milliseconds, rounded up so that the instant lies inside the frame it names. Events become one
 * millisecond, marked by the class `event` on the voice. Files of others: the text of a cue is its note.
 */
import type { Format } from '../format.ts'
import { lossesOf, NOTHING } from '../losses.ts'
import { exportRows, fileStem, labelNameOf, millisecondsUp } from '../rows.ts'
import { originOf } from '../spoken.ts'
import { CUES_MARK, readWebVtt } from './read.ts'
import { escapeText, oneLine, stamp } from './text.ts'

/** A blank line would end the cue: lines of nothing but spaces carry one space more than they say. */
const noteLines = (note: string): string =>
  note === ''
    ? ''
    : `\n${note
        .split('\n')
        .map((l) => escapeText(/^ *$/.test(l) ? ` ${l}` : l))
        .join('\n')}`

export const webvtt: Format = {
  id: 'webvtt',
  name: 'WebVTT cues',
  extension: '.vtt',
  mimeType: 'text/vtt',
  summary: 'Annotations as cues and chapters for players on the web.',
  sniff(fileName, head) {
    if (/^\ufeff?WEBVTT([ \t\r\n]|$)/.test(head)) return 1
    return fileName.toLowerCase().endsWith('.vtt') ? 0.4 : 0
  },
  write(input) {
    const rows = exportRows(input)
    const origin = originOf(input)
    const cues = rows
      .filter((r) => r.annotation.start >= origin)
      .map((r) => {
        const start = millisecondsUp(r.annotation.start - origin)
        return { r, start, end: Math.max(start + 1, millisecondsUp(r.annotation.end - origin)) }
      })
      .sort((a, b) => a.start - b.start || a.end - b.end)
    const text = cues
      .map(({ r, start, end }) => {
        const cls = r.track.kind === 'events' ? '.event' : ''
        return `\n${r.annotation.id}\n${stamp(start)} --> ${stamp(end)}\n<v${cls} ${oneLine(r.track.name)}>${oneLine(labelNameOf(r))}${noteLines(r.annotation.note)}\n`
      })
      .join('')
    const losses = lossesOf(
      input,
      {
        ...NOTHING,
        ids: true,
        notes: true,
      },
      rows,
      origin,
    )
    return {
      file: {
        name: `${fileStem(input.recording.name)}.vtt`,
        mimeType: 'text/vtt',
        text: `WEBVTT\n\nNOTE ${CUES_MARK} from ${oneLine(input.recording.name)}\n${text}`,
      },
      losses,
    }
  },
  read: readWebVtt,
}
