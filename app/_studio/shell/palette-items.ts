/** What the palette finds for what was typed: times first when it reads as one, then labels, commands, recordings. */
import { currentText } from '../../_text/current-text.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import type { TimeNames } from '../timeline/time-names.ts'
import { isLabelKey } from '../timeline/timeline-keys.ts'

export interface PaletteItem {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly hint?: string
  readonly color?: string
  readonly keys?: string
  run(): void
}

export interface PaletteSources {
  readonly session: Session
  readonly keys: KeyRegistry
  readonly names: TimeNames
  readonly recordings: readonly { readonly id: string; readonly name: string }[]
  readonly open: (path: string) => void
}

const MOST = 40

export function paletteItems(query: string, sources: PaletteSources): PaletteItem[] {
  const { session, keys, names } = sources
  const text = currentText()
  const t = text.studio.palette
  const wanted = query.trim()
  const items: PaletteItem[] = []
  const typed = wanted.replace(t.goToWords, '')
  const frame = typed ? names.parse(typed) : null
  if (frame !== null) {
    const { start } = session.clock.boundsOf(frame)
    items.push({
      id: 'time',
      group: t.time,
      title: t.goTo(names.format(start, 'clock')),
      hint: t.frame(frame),
      run: () => session.clock.seek(start),
    })
  }
  const book = session.store.labels.peek()
  for (const track of session.store.tracks)
    for (const label of book.labelsOf(track)) {
      const shared = { color: label.color, hint: track.name }
      items.push({
        ...shared,
        id: `arm ${track.id} ${label.id}`,
        group: text.keys.groups.labels,
        title: label.name,
        keys: keys.chordFor(`label.${label.id}`) ?? undefined,
        run: () => {
          session.activeTrackId.value = track.id
          session.armed.value = { trackId: track.id, labelId: label.id }
        },
      })
    }
  for (const { command, keys: chords } of keys.list()) {
    if (isLabelKey(command.id) || command.enabled?.() === false || command.id === 'studio.palette') continue
    items.push({
      id: command.id,
      group: command.group,
      title: command.title,
      keys: chords[0],
      run: () => keys.run(command.id),
    })
  }
  for (const recording of sources.recordings)
    if (recording.id !== session.recordingId)
      items.push({
        id: `recording ${recording.id}`,
        group: t.recordings,
        title: recording.name,
        hint: t.openInStudio,
        run: () => sources.open(`/studio/${recording.id}`),
      })
  return items
    .map((item) => ({
      item,
      score: item.id === 'time' ? 100 : scoreOf(`${item.title} ${item.hint ?? ''}`, wanted),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ item }) => item)
}

/** 0 when a word is missing; higher for beginnings of words and for the title's own beginning. */
export function scoreOf(text: string, query: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const lower = text.toLowerCase()
  let score = 1
  for (const word of words) {
    const at = lower.indexOf(word)
    if (at < 0) return 0
    score += at === 0 ? 4 : /\W/.test(lower[at - 1]!) ? 2 : 1
  }
  return score
}
