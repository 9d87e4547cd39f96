/** The state of a recording in words. Pure. */
import type { Text } from '#app/_text/text.ts'
import type { RecordingRow } from '#server/recordings/index.ts'
import { lasting, percent } from '../format.ts'
import { shownState } from './list-order.ts'
import { stepWords } from './step-words.ts'

export interface RowState {
  tone: 'plain' | 'accent' | 'ok' | 'warn' | 'error'
  text: string
  /** A second, smaller line. */
  more: string | null
  /** 0…1 while something is at work. */
  progress: number | null
  /** A file whose preparation can be tried again. */
  retry: string | null
}

const STAGE_TONES = { open: 'plain', review: 'accent', complete: 'ok' } as const

export function rowState(
  row: Pick<RecordingRow, 'state' | 'stage' | 'assets' | 'duration'>,
  { recordings: t, values }: Pick<Text, 'recordings' | 'values'>,
): RowState {
  const shown = shownState(row)
  const at = row.assets.find((asset) => asset.job !== null)
  const work = at?.job ?? null
  const quiet = { more: null, progress: null, retry: null }
  if (shown === 'empty') return { tone: 'warn', text: t.states.empty, ...quiet }
  if (shown === 'failed') {
    const failed = row.assets.find((asset) => asset.state === 'failed')
    const named = row.assets.length > 1 && failed ? `${failed.fileName}: ` : ''
    return {
      ...quiet,
      tone: 'error',
      text: t.states.failed,
      more: `${named}${failed?.problem ?? t.notPrepared}`,
      retry: failed?.id ?? null,
    }
  }
  const left = work?.secondsLeft == null ? null : values.left(lasting(work.secondsLeft))
  if (shown === 'preparing') {
    if (row.assets.some((asset) => asset.state === 'uploading'))
      return { ...quiet, tone: 'accent', text: t.uploading }
    const waiting = !work || (work.progress === 0 && work.step === '')
    const steps = waiting ? null : [stepWords(work.step, t), left].filter(Boolean).join(', ') || null
    if (playable(row)) {
      const more = steps ?? t.fasterNext
      return { tone: 'accent', text: t.playable, more, progress: work?.progress ?? 0, retry: null }
    }
    return {
      tone: 'accent',
      text: waiting ? t.waiting : t.preparing(percent(work.progress)),
      more: steps,
      progress: work?.progress ?? 0,
      retry: null,
    }
  }
  const tone = STAGE_TONES[shown]
  const text = t.states[shown]
  if (!work) return { tone, text, ...quiet }
  const more = [stepWords(work.step, t) || t.moreVersions, left].filter(Boolean).join(', ')
  return { tone, text, more, progress: work.progress, retry: null }
}

/** Whether the studio can open it: something can be played already. */
export const playable = (row: Pick<RecordingRow, 'duration'>): boolean => row.duration !== null
