/** The state of a recording in words. Pure. */
import type { RecordingRow } from '#server/recordings/index.ts'
import { lasting, percent } from '../format.ts'
import { shownState } from './list-order.ts'

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

const STAGE_WORDS = {
  open: { tone: 'plain', text: 'Ready' },
  review: { tone: 'accent', text: 'In review' },
  complete: { tone: 'ok', text: 'Complete' },
} as const

export function rowState(row: Pick<RecordingRow, 'state' | 'stage' | 'assets' | 'duration'>): RowState {
  const shown = shownState(row)
  const at = row.assets.find((asset) => asset.job !== null)
  const work = at?.job ?? null
  const quiet = { more: null, progress: null, retry: null }
  if (shown === 'empty') return { tone: 'warn', text: 'No media yet', ...quiet }
  if (shown === 'failed') {
    const failed = row.assets.find((asset) => asset.state === 'failed')
    const named = row.assets.length > 1 && failed ? `${failed.fileName}: ` : ''
    return {
      ...quiet,
      tone: 'error',
      text: 'Failed',
      more: `${named}${failed?.problem ?? 'The file could not be prepared.'}`,
      retry: failed?.id ?? null,
    }
  }
  const left = work?.secondsLeft == null ? null : `${lasting(work.secondsLeft)} left`
  if (shown === 'preparing') {
    if (row.assets.some((asset) => asset.state === 'uploading'))
      return { ...quiet, tone: 'accent', text: 'Uploading' }
    const waiting = !work || (work.progress === 0 && work.step === '')
    const steps = waiting ? null : [work.step, left].filter(Boolean).join(', ') || null
    if (playable(row)) {
      const more = steps ?? 'Versions for faster seeking come next'
      return { tone: 'accent', text: 'Playable already', more, progress: work?.progress ?? 0, retry: null }
    }
    return {
      tone: 'accent',
      text: waiting ? 'Waiting to be prepared' : `Preparing ${percent(work.progress)}`,
      more: steps,
      progress: work?.progress ?? 0,
      retry: null,
    }
  }
  const { tone, text } = STAGE_WORDS[shown]
  if (!work) return { tone, text, ...quiet }
  const more = [work.step || 'More versions are being made', left].filter(Boolean).join(', ')
  return { tone, text, more, progress: work.progress, retry: null }
}

/** Whether the studio can open it: something can be played already. */
export const playable = (row: Pick<RecordingRow, 'duration'>): boolean => row.duration !== null
