/** One signal as the studio shows it: its tiles, its place on the recording's clock, and how this person looks at it. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { SignalManifest } from '#media/core/asset/manifest.ts'
import { assetTime, type Placement } from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { firstLook, lookFrom, type SignalLook } from './look.ts'
import { TileCache } from './tile-cache.ts'

export interface SignalSourceOptions {
  readonly rowId: string
  readonly name: ReadonlySignal<string>
  readonly signal: SignalManifest
  readonly baseUrl: string
  readonly placement: ReadonlySignal<Placement>
  /** Something to be painted has changed. */
  readonly changed: () => void
  /** Where the look is kept; null keeps it for this visit alone. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null
}

export class SignalSource {
  readonly rowId: string
  readonly name: ReadonlySignal<string>
  readonly signal: SignalManifest
  readonly tiles: TileCache
  readonly placement: ReadonlySignal<Placement>
  readonly look: ReadonlySignal<SignalLook>
  /** Counts arrivals of tiles, for readouts. */
  readonly arrivals = signal(0)
  private readonly lookSignal: Signal<SignalLook>
  private readonly options: SignalSourceOptions
  private readonly key: string

  constructor(options: SignalSourceOptions) {
    this.options = options
    this.rowId = options.rowId
    this.name = options.name
    this.signal = options.signal
    this.placement = options.placement
    this.key = `signal-look:${options.rowId}`
    let kept: string | null = null
    try {
      kept = options.storage?.getItem(this.key) ?? null
    } catch {
      // A browser that forbids storage only forgets the choice.
    }
    this.lookSignal = signal(lookFrom(kept, options.signal) ?? firstLook(options.signal))
    this.look = this.lookSignal
    this.tiles = new TileCache({
      signal: options.signal,
      baseUrl: options.baseUrl,
      arrived: () => {
        this.arrivals.value++
        options.changed()
      },
    })
  }

  setLook(changes: Partial<SignalLook>): void {
    this.lookSignal.value = { ...this.lookSignal.peek(), ...changes }
    try {
      this.options.storage?.setItem(this.key, JSON.stringify(this.lookSignal.peek()))
    } catch {
      // As above.
    }
    this.options.changed()
  }

  /** Sample (fractional) at a time of the recording. */
  sampleAt(time: number): number {
    const { start, rate } = this.signal
    return ((assetTime(this.placement.peek(), time) - start) * rate) / TICKS_PER_SECOND
  }

  /** Samples in a stretch of the recording's time. */
  samplesIn(ticks: number): number {
    return (ticks / this.placement.peek().rate / TICKS_PER_SECOND) * this.signal.rate
  }

  /** The sample nearest to a time; NaN where there is none, null while its tile is on its way. */
  valueAt(time: number, channel: number): number | null {
    const at = Math.round(this.sampleAt(time))
    if (at < 0 || at >= this.signal.samples) return Number.NaN
    const stretch = this.tiles.stretch(0, at, channel)
    return stretch ? stretch.min[at - stretch.first]! : null
  }
}
