/**
 * WebVTT captions (W3C): one cue an utterance, `<v Name>` says who speaks, and where every word of an utterance is timed,
 * timestamps inside the cue say when each begins, so that players can show the word that is said. What other marks a
 * document has go into "WebVTT cues".
 */
import type { Speech } from '../../document/records.ts'
import type { Format } from '../format.ts'
import { NOTHING } from '../losses.ts'
import { fileStem, millisecondsUp, spokenText } from '../rows.ts'
import { originOf, spokenLosses, spokenRows, withLoss } from '../spoken.ts'
import { CAPTIONS_MARK, readWebVtt } from '../webvtt/read.ts'
import { escapeText, oneLine, stamp } from '../webvtt/text.ts'

export const captions: Format = {
  id: 'captions',
  name: 'WebVTT captions',
  extension: '.captions.vtt',
  mimeType: 'text/vtt',
  summary: 'Captions for players on the web, with who speaks and the words as they are said.',
  holds: 'speech',
  sniff: (_name, head) => (/^\ufeff?WEBVTT/.test(head) && head.includes(`NOTE ${CAPTIONS_MARK}`) ? 1.1 : 0),
  read: readWebVtt,
  write(input) {
    const origin = originOf(input)
    const rows = spokenRows(input)
    const said = rows.filter((r) => spokenText(r).trim() !== '')
    let timed = 0
    let untimed = 0
    const cues = said.map((r) => {
      const start = millisecondsUp(r.annotation.start - origin)
      const end = Math.max(start + 1, millisecondsUp(r.annotation.end - origin))
      const voice = r.speaker ? `<v ${oneLine(r.speaker.name)}>` : ''
      const speech = r.annotation.speech!
      const words = timedText(speech, start, end, origin)
      if (words) timed += speech.words.length
      else untimed += speech.words.length
      return `\n${r.annotation.id}\n${stamp(start)} --> ${stamp(end)}\n${voice}${words ?? clean(speech.text)}\n`
    })
    const changed = said.filter((r) => lines(spokenText(r)) !== spokenText(r)).length
    let losses = spokenLosses(input, {
      ...NOTHING,
      ...{ ids: true, speech: true, speakers: true, words: true, wordConfidence: timed === 0 },
      wordTimings: timed === 0,
    })
    losses = withLoss(losses, 'word-ends', timed, 'words end where the next begins')
    losses = withLoss(
      losses,
      'words',
      untimed,
      'when words are said is left out where not every word has a time',
    )
    losses = withLoss(losses, 'silent', rows.length - said.length, 'stretches without words are left out')
    losses = withLoss(losses, 'texts', changed, 'blank lines and spaces at the ends of texts are left out')
    const text = `WEBVTT\n\nNOTE ${CAPTIONS_MARK}, ${oneLine(input.recording.name)}\n${cues.join('')}`
    return {
      file: { name: `${fileStem(input.recording.name)}.captions.vtt`, mimeType: 'text/vtt', text },
      losses,
    }
  },
}

/** Without lines that would end the cue. */
const lines = (text: string): string => text.trim().replace(/\s*\n\s*/g, '\n')

const clean = (text: string): string => escapeText(lines(text))

/** Text with the beginnings of its words; null unless all words are timed and begin one after the other in the cue. */
function timedText({ text, words }: Speech, start: number, end: number, origin: number): string | null {
  if (!words.length || lines(text) !== text) return null
  const tokens = [...text.matchAll(/\S+/g)]
  if (tokens.length !== words.length) return null
  let before = start - 1
  const parts: string[] = []
  for (const [i, w] of words.entries()) {
    const ms = millisecondsUp(w.start - origin)
    const token = tokens[i]!
    if (ms <= before || ms >= end || token.index !== w.from || token[0].length !== w.to - w.from) return null
    const space = i ? text.slice(words[i - 1]!.to, w.from) : ''
    parts.push(`${escapeText(space)}${ms > start ? `<${stamp(ms)}>` : ''}${escapeText(token[0])}`)
    before = ms
  }
  const cue = parts.join('')
  // A lone word at the start needs no timestamp, and without one nothing tells that it is timed.
  return cue.includes('<') ? cue : null
}
