/** The player's commands for the key layer and the palette. */

import { TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { KeyCommand } from '../keys/keys.ts'
import type { LoopMarks } from './loop-marks.ts'
import type { PictureView } from './picture-view.ts'

export const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4, 8, 16] as const

export interface PlayerKeysHost {
  readonly clock: PlaybackClock
  readonly marks: LoopMarks
  readonly view: PictureView | null
  toggleFullScreen(): void
  toggleMute(): void
  editTime(): void
}

export function playerCommands(host: PlayerKeysHost): KeyCommand[] {
  const { clock, marks, view } = host
  const { playback, pause, commands: t } = currentText().player
  const moveBy = (seconds: number) => () => {
    const target = Math.min(
      Math.max(clock.now() + seconds * TICKS_PER_SECOND, firstTick(clock)),
      lastTick(clock),
    )
    clock.seek(tick(Math.round(target)))
  }
  const command = (
    id: string,
    title: string,
    keys: string[],
    run: () => void,
    more: Partial<KeyCommand> = {},
  ) => ({
    id: `player.${id}`,
    title,
    group: playback,
    keys,
    run,
    ...more,
  })
  return [
    command('toggle', t.toggle, ['Space'], () => togglePlay(clock), { repeat: false }),
    command('shuttle-back', t.shuttleBack, ['J'], () => shuttle(clock, -1), {
      repeat: false,
    }),
    command('shuttle-stop', pause, ['K'], () => clock.pause(), { repeat: false }),
    command('shuttle-forward', t.shuttleForward, ['L'], () => shuttle(clock, 1), { repeat: false }),
    command('play-while-held', t.playWhileHeld, [], () => togglePlay(clock, true), {
      repeat: false,
      release: () => clock.pause(),
    }),
    command('back', t.back, ['ArrowLeft'], () => clock.step(-1)),
    command('forward', t.forward, ['ArrowRight'], () => clock.step(1)),
    command('back-ten', t.backTen, ['Shift+ArrowLeft'], () => clock.step(-10)),
    command('forward-ten', t.forwardTen, ['Shift+ArrowRight'], () => clock.step(10)),
    command('back-second', t.backSecond, ['Mod+ArrowLeft'], moveBy(-1)),
    command('forward-second', t.forwardSecond, ['Mod+ArrowRight'], moveBy(1)),
    command('start', t.start, ['Home'], () => clock.seek(firstTick(clock)), { repeat: false }),
    command('end', t.end, ['End'], () => clock.seek(lastTick(clock)), { repeat: false }),
    command('slower', t.slower, ['<'], () => changeRate(clock, -1)),
    command('faster', t.faster, ['>'], () => changeRate(clock, 1)),
    command('loop-start', t.loopStart, ['I'], () => marks.markStart(), { repeat: false }),
    command('loop-end', t.loopEnd, ['O'], () => marks.markEnd(), { repeat: false }),
    command('loop-toggle', t.loopToggle, ['Shift+L'], () => marks.toggle(), { repeat: false }),
    command('loop-clear', t.loopClear, ['Shift+X'], () => marks.clear(), { repeat: false }),
    command('around', t.around, ['Shift+Space'], () => playAround(clock, clock.now()), {
      repeat: false,
    }),
    command('go-to', t.goTo, ['Mod+G'], () => host.editTime(), { repeat: false }),
    command('mute', t.mute, ['Shift+M'], () => host.toggleMute(), { repeat: false }),
    command('full-screen', t.fullScreen, ['F'], () => host.toggleFullScreen(), { repeat: false }),
    ...(view
      ? [
          command('zoom-in', t.zoomIn, ['Alt+ArrowUp'], () => view.zoomAt({ x: 0, y: 0 }, 1.25)),
          command('zoom-out', t.zoomOut, ['Alt+ArrowDown'], () => view.zoomAt({ x: 0, y: 0 }, 0.8)),
          command('zoom-reset', t.zoomReset, ['Alt+0'], () => view.reset(), { repeat: false }),
        ]
      : []),
  ]
}

/** Space: plays forward at the rate that was chosen, also after playing backwards. `on`: never pauses. */
export function togglePlay(clock: PlaybackClock, on = false): void {
  if (clock.playing.peek()) {
    if (!on) clock.pause()
    return
  }
  if (clock.rate.peek() < 0) clock.setRate(1)
  clock.play()
}

/** J and L: first press plays at 1x that way, each further one doubles, the other one turns round at 1x. */
export function shuttle(clock: PlaybackClock, direction: 1 | -1): void {
  const rate = clock.rate.peek()
  const same = clock.playing.peek() && Math.sign(rate) === direction
  clock.setRate(same ? direction * Math.min(16, Math.max(1, Math.abs(rate)) * 2) : direction)
  if (!clock.playing.peek()) clock.play()
}

export function changeRate(clock: PlaybackClock, steps: 1 | -1): void {
  const rate = clock.rate.peek()
  const size = Math.abs(rate)
  const next = steps > 0 ? RATES.find((r) => r > size + 1e-6) : RATES.findLast((r) => r < size - 1e-6)
  if (next) clock.setRate(rate < 0 ? -next : next)
}

/** A second before to a second after a moment, then rests on it: to hear and see whether an edge is right. */
export function playAround(clock: PlaybackClock, at: Tick, seconds = 1): void {
  if (!('playRange' in clock)) return
  const start = tick(Math.max(firstTick(clock), at - seconds * TICKS_PER_SECOND))
  const end = tick(Math.min(lastTick(clock), at + seconds * TICKS_PER_SECOND))
  ;(clock as HlsClock).playRange(start, end, at)
}

export const firstTick = (clock: PlaybackClock): Tick =>
  clock.boundsOf(clock.frameAt(tick(-Number.MAX_SAFE_INTEGER))).start

/** Start of the last frame on the recording's clock. */
export function lastTick(clock: PlaybackClock): Tick {
  const last = clock.frameAt(tick(Number.MAX_SAFE_INTEGER))
  return clock.boundsOf(last).start
}

/** "0.25x", "−2x". */
export const rateText = (rate: number): string =>
  `${rate < 0 ? '−' : ''}${Number(Math.abs(rate).toFixed(2))}x`
