/** The self-test's results in words for people. */
import type { Outcome } from './movements.ts'
import type { Movement } from './run-self-test.ts'

export interface MovementWords {
  readonly title: string
  /** What was done, so that a number can be read. */
  readonly what: string
  readonly ours: boolean
}

export const MOVEMENTS: Record<Movement, MovementWords> = {
  random: {
    title: 'Jump to a frame',
    what: 'to frames all over the clip, in no order',
    ours: true,
  },
  forward: { title: 'One frame forward', what: '15 a second, as a held key does', ours: true },
  back: { title: 'One frame back', what: '15 a second, as a held key does', ours: true },
  pause: {
    title: 'Pause while playing',
    what: 'the number told, the still picture and the video agree',
    ours: true,
  },
  playing: {
    title: 'Frame number while playing',
    what: 'the number told against the picture shown',
    ours: true,
  },
  'plain-naive': {
    title: 'A plain video player',
    what: 'time = frame ÷ rate, as most tools do',
    ours: false,
  },
  'plain-careful': {
    title: 'A plain video player with our frame index',
    what: 'middle of the frame, judged when it is presented',
    ours: false,
  },
  'plain-forward': { title: 'The same, one frame forward', what: 'one after the other', ours: false },
  'plain-back': { title: 'The same, one frame back', what: 'one after the other', ours: false },
}

/** "100 %" only when every single one was right: 99.96 % is shown as 99.9 %. */
export function shareText(exact: number, tried: number): string {
  if (tried === 0) return '—'
  if (exact === tried) return '100 %'
  return `${(Math.floor((exact / tried) * 1000) / 10).toFixed(1)} %`
}

export function verdict(ours: readonly Outcome[]): { good: boolean; text: string } {
  const tried = ours.reduce((sum, o) => sum + o.tried, 0)
  const exact = ours.reduce((sum, o) => sum + o.exact, 0)
  if (tried === 0) return { good: false, text: 'Nothing was measured.' }
  if (exact === tried)
    return {
      good: true,
      text: `Exact on this machine: in all ${tried} checks the picture on the screen was the frame that was asked for.`,
    }
  return {
    good: false,
    text: `Not exact on this machine: in ${tried - exact} of ${tried} checks the picture was another frame, or did not come. Do not label by frame in this browser; try another one and send us this result.`,
  }
}
