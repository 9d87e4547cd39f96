/**
 * How times are written in this studio: the mode the person chose and what it needs to know of the main picture. One
 * place, so that the ruler, the inspector and the table never disagree.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { FrameNo, Tick } from '#media/core/time/tick.ts'
import {
  formatClock,
  formatSeconds,
  formatSmpte,
  parseTime,
  type SmpteRate,
} from '#media/core/time/timecode.ts'
import { currentText } from '../../_text/current-text.ts'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { SessionAsset } from '../session/session.ts'
import { type RulerTime, TIME_MODES, type TimeMode } from './ruler.ts'

const STORAGE_KEY = 'scrubline.time-mode'

export class TimeNames {
  readonly mode: ReadonlySignal<TimeMode>
  /** Null where frames have no even rate: SMPTE then cannot name them. */
  readonly smpte: SmpteRate | null
  readonly frames: number
  private readonly modeSignal = signal<TimeMode>('clock')
  private readonly clock: PlaybackClock

  constructor(clock: PlaybackClock, main: SessionAsset | null) {
    this.clock = clock
    this.mode = this.modeSignal
    this.frames = clock.frameAt((clock.duration - 1) as Tick) + 1
    this.smpte = smpteOf(main)
    if (typeof localStorage === 'undefined') return
    const kept = localStorage.getItem(STORAGE_KEY)
    if (TIME_MODES.some((m) => m === kept)) this.modeSignal.value = kept as TimeMode
  }

  setMode(mode: TimeMode): void {
    this.modeSignal.value = mode
    if (typeof localStorage !== 'undefined') localStorage.setItem(STORAGE_KEY, mode)
  }

  /** The modes this recording has. */
  get modes(): readonly TimeMode[] {
    return this.smpte ? TIME_MODES : TIME_MODES.filter((m) => m !== 'smpte')
  }

  frameOf(t: number): FrameNo {
    return this.clock.frameAt(Math.max(0, Math.min(this.clock.duration - 1, Math.round(t))) as Tick)
  }

  format(t: number, mode: TimeMode = this.modeSignal.peek(), decimals = 3): string {
    if (mode === 'frame') return currentText().common.count(this.frameOf(t))
    if (mode === 'smpte' && this.smpte) return formatSmpte(this.frameOf(t), this.smpte)
    if (mode === 'seconds') return formatSeconds(t, decimals)
    return formatClock(t, decimals)
  }

  /** An end: clocks say the moment it ends, frames and SMPTE name the last picture inside. */
  formatEnd(t: number, mode: TimeMode = this.modeSignal.peek()): string {
    return this.format(mode === 'frame' || mode === 'smpte' ? t - 1 : t, mode)
  }

  /** A length, in the words of the mode; frames are counted from one picture to the other. */
  formatLength(from: number, to: number): string {
    const frames = to > from ? this.frameOf(to - 1) - this.frameOf(from) + 1 : 0
    return this.modeSignal.peek() === 'frame'
      ? `${currentText().common.count(frames)} f`
      : `${formatSeconds(to - from, 2)} s`
  }

  /**
   * The frame a person means by what they typed; null when it is no time or not in the recording.
   * A bare number is a frame in frame mode and seconds otherwise.
   */
  parse(text: string, mode: TimeMode = this.modeSignal.peek()): FrameNo | null {
    const digits = mode === 'frame' ? withoutThousands(text.trim()) : ''
    const parsed = parseTime(/^[\d,]+$/.test(digits) ? `frame ${digits}` : text, this.smpte)
    if (!parsed) return null
    if (parsed.kind === 'frame') return parsed.frame < this.frames ? (parsed.frame as FrameNo) : null
    return parsed.time >= 0 && parsed.time < this.clock.duration ? this.clock.frameAt(parsed.time) : null
  }

  ruler(): RulerTime {
    const mode = this.modeSignal.peek()
    const { clock } = this
    return {
      mode,
      duration: clock.duration,
      frames: this.frames,
      frameAt: (t) => this.frameOf(t),
      tickOf: (n) => clock.boundsOf(n as FrameNo).start,
      format: (t) => trimZeros(this.format(t, mode), mode),
    }
  }
}

/** "6.308" where thousands are written so is 6308. */
function withoutThousands(text: string): string {
  const sign = currentText().common.thousands
  return text.split(sign).every((part, i) => (i ? part.length === 3 : true))
    ? text.replaceAll(sign, '')
    : text
}

/** "4:10.000" is "4:10" on the ruler, "0.500" is "0.5". */
function trimZeros(text: string, mode: TimeMode): string {
  if (mode !== 'clock' && mode !== 'seconds') return text
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}

function smpteOf(main: SessionAsset | null): SmpteRate | null {
  const video = main?.manifest.video
  if (!video) return null
  if (video.timecode) return video.timecode
  if (!video.constantRate) return null
  const [num, den] = video.constantRate
  const nominalRate = Math.round(num / den)
  // Without a timecode track names start at zero and drop none: 29.97 then runs slower than the clock, as it should.
  return nominalRate > 0 && nominalRate <= 120 ? { nominalRate, dropFrame: false, startFrame: 0 } : null
}
