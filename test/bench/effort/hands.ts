/**
 * A pair of hands at the real editor that are counted: keys pressed, presses of the pointer, and how far it travelled.
 *
 *   a chord         as many keys as it has: Ctrl Z is two
 *   a modifier      that stays down over several presses is one
 *   the pointer     CSS pixels from where it last was to where it goes, straight, over a window of 1440 by 900
 */
import { LoopMarks } from '#app/_studio/player/loop-marks.ts'
import { playerCommands } from '#app/_studio/player/player-keys.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { type StudioOptions, TestStudio } from '#test/kit/test-studio.ts'

/** What is left of 1440 pixels beside the track names, and a timeline's usual height. */
const CANVAS = { width: 1271, height: 276 }

/** Seconds after a moment until a hand has stopped the playback. */
export const REACTION = 0.32

export class Hands implements Disposable {
  readonly studio: TestStudio
  keys = 0
  presses = 0
  travel = 0
  private at = { x: CANVAS.width / 2, y: CANVAS.height / 2 }
  private readonly player: Disposable

  private constructor(studio: TestStudio) {
    this.studio = studio
    const { clock } = studio
    this.player = studio.keys.register(
      ...playerCommands({
        clock,
        marks: new LoopMarks(clock),
        view: null,
        toggleFullScreen() {},
        toggleMute() {},
        editTime() {},
      }),
    )
    studio.timeline.resize(CANVAS.width, CANVAS.height)
    studio.timeline.show({ start: 0, ticksPerPixel: clock.duration / CANVAS.width })
  }

  static async open(options: StudioOptions): Promise<Hands> {
    return new Hands(await TestStudio.open(options))
  }

  /** Presses a chord, several times with its modifiers held. */
  press(chord: string, times = 1): this {
    this.keys += chord.split('+').length - 1 + times
    for (let k = 0; k < times; k++) this.studio.key(chord)
    return this
  }

  click(x: number, y: number): this {
    this.move(x, y)
    this.presses++
    this.studio.click(x, y)
    return this
  }

  /** Plays at normal speed until a moment has passed, stops, and steps back onto its frame. */
  playTo(frame: number): this {
    const { clock, index } = this.studio
    const now = clock.shown.peek()!.frame
    if (frame > now) {
      this.press('Space')
      const seconds = (index.tickOf(frame) - clock.now()) / TICKS_PER_SECOND + REACTION
      clock.advance(seconds)
      if (clock.playing.peek()) this.press('Space')
    }
    return this.stepTo(frame)
  }

  /** Steps by ten and by one, whichever way is fewest keys. */
  stepTo(frame: number): this {
    const by = frame - this.studio.clock.shown.peek()!.frame
    const [tens, ones] = steps(by)
    if (tens) this.press(tens > 0 ? 'Shift+ArrowRight' : 'Shift+ArrowLeft', Math.abs(tens))
    if (ones) this.press(ones > 0 ? 'ArrowRight' : 'ArrowLeft', Math.abs(ones))
    return this
  }

  [Symbol.dispose](): void {
    this.player[Symbol.dispose]()
    this.studio[Symbol.dispose]()
  }

  private move(x: number, y: number): void {
    this.travel += Math.hypot(x - this.at.x, y - this.at.y)
    this.at = { x, y }
  }
}

/** Tens and ones that come to a number of frames with the fewest keys; tens cost Shift once more. */
export function steps(by: number): [tens: number, ones: number] {
  const around = Math.trunc(by / 10)
  const ways = [around - 1, around, around + 1].map((tens) => [tens, by - tens * 10] as [number, number])
  const cost = ([tens, ones]: [number, number]) => Math.abs(tens) + (tens ? 1 : 0) + Math.abs(ones)
  return ways.sort((a, b) => cost(a) - cost(b))[0]!
}
