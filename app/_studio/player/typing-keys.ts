/**
 * Playing as a transcriber does it: the pedal plays while it is down, and on letting go playback rests a little before
 * where it was, so that the next press repeats the last words. Function keys, because they work while text is typed.
 */
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { KeyCommand } from '../keys/keys.ts'
import { changeRate, firstTick, lastTick, togglePlay } from './player-keys.ts'

/** Seconds that can be gone back on letting go. */
export const BACK_STEPS: readonly number[] = [0, 0.5, 1, 1.5, 2, 3, 5]
const FIRST_BACK = 1
/** While winding, so far every so often: about eight times the speed of the recording. */
const WIND_SECONDS = 1
const WIND_EVERY_MS = 125
const STORAGE_KEY = 'scrubline.typing-back'

type Kept = Pick<Storage, 'getItem' | 'setItem'>

export function typingCommands(clock: PlaybackClock, storage: Kept | null = browserStorage()): KeyCommand[] {
  const { playback, typing: t } = currentText().player
  let back = keptBack(storage)
  let winding: ReturnType<typeof setInterval> | null = null
  const moveBy = (seconds: number) => {
    const to = clock.now() + seconds * TICKS_PER_SECOND
    clock.seek(tick(Math.round(Math.min(Math.max(to, firstTick(clock)), lastTick(clock)))))
  }
  const rest = () => {
    if (!clock.playing.peek()) return
    clock.pause()
    if (back > 0) moveBy(-back)
  }
  const stop = () => {
    if (winding) clearInterval(winding)
    winding = null
  }
  const wind = (direction: 1 | -1) => () => {
    stop()
    moveBy(direction * WIND_SECONDS)
    winding = setInterval(() => moveBy(direction * WIND_SECONDS), WIND_EVERY_MS)
  }
  const setBack = (by: 1 | -1) => () => {
    const at = BACK_STEPS.indexOf(back) + by
    back = BACK_STEPS[Math.max(0, Math.min(BACK_STEPS.length - 1, at))]!
    try {
      storage?.setItem(STORAGE_KEY, String(back))
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
  const command = (id: string, title: string, keys: string[], run: () => void, release?: () => void) => ({
    id: `typing.${id}`,
    title,
    group: playback,
    keys,
    run,
    ...(release ? { release, repeat: false } : {}),
  })
  return [
    command('play', t.play, ['F4'], () => togglePlay(clock, true), rest),
    {
      ...command('toggle', t.toggle, ['F9'], () => (clock.playing.peek() ? rest() : togglePlay(clock))),
      repeat: false,
    },
    command('rewind', t.rewind, ['F7'], wind(-1), stop),
    command('forward', t.forward, ['F8'], wind(1), stop),
    command('slower', t.slower, ['Shift+F7'], () => changeRate(clock, -1)),
    command('faster', t.faster, ['Shift+F8'], () => changeRate(clock, 1)),
    command('back-less', t.backLess, [], setBack(-1)),
    command('back-more', t.backMore, [], setBack(1)),
  ]
}

function keptBack(storage: Kept | null): number {
  try {
    const kept = Number(storage?.getItem(STORAGE_KEY) ?? FIRST_BACK)
    return BACK_STEPS.find((s) => s === kept) ?? FIRST_BACK
  } catch {
    return FIRST_BACK
  }
}

const browserStorage = (): Kept | null => (typeof localStorage === 'undefined' ? null : localStorage)
