/** How a person rates, kept with their account: their reaction lag, which scales go together, what stands at the ends. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { z } from 'zod'

/** Longest reaction lag that is taken, seconds. */
export const LONGEST_LAG = 3
/** Seconds that are heard before a passage that is rated again. */
export const PRE_ROLL = 3

export const ENDS = ['words', 'faces', 'none'] as const
export type Ends = (typeof ENDS)[number]

const keptSchema = z.object({
  lag: z.number().min(0).max(LONGEST_LAG).catch(0),
  ends: z.enum(ENDS).catch('words'),
  partners: z.record(z.string().max(64), z.string().max(64).nullable()).catch({}),
})

export class RatingSetup implements Disposable {
  /** Seconds, in steps of a hundredth. */
  readonly lag: Signal<number>
  readonly ends: Signal<Ends>
  /** By track: the track it is rated with on a grid, null for alone; others go by what they are. */
  readonly partners: Signal<Readonly<Record<string, string | null>>>
  private readonly whole: ReadonlySignal<unknown>
  private readonly stop: () => void

  constructor(kept: unknown, keep: (value: unknown) => void) {
    const read = keptSchema.safeParse(kept ?? {})
    const { lag, ends, partners } = read.success
      ? read.data
      : { lag: 0, ends: 'words' as const, partners: {} }
    this.lag = signal(lag)
    this.ends = signal(ends)
    this.partners = signal(partners)
    this.whole = computed(() => ({
      lag: this.lag.value,
      ends: this.ends.value,
      partners: this.partners.value,
    }))
    let first = true
    this.stop = effect(() => {
      const now = this.whole.value
      if (!first) keep(now)
      first = false
    })
  }

  setLag(seconds: number): void {
    if (!Number.isFinite(seconds)) return
    this.lag.value = Math.round(Math.min(LONGEST_LAG, Math.max(0, seconds)) * 100) / 100
  }

  choosePartner(trackId: string, partnerId: string | null): void {
    const partners = { ...this.partners.peek(), [trackId]: partnerId }
    // Together is together from either side.
    if (partnerId) partners[partnerId] = trackId
    else for (const [id, other] of Object.entries(partners)) if (other === trackId) partners[id] = null
    this.partners.value = partners
  }

  [Symbol.dispose](): void {
    this.stop()
  }
}
