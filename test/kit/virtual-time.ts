/** Timers that run when they are told to: an hour of waiting and retrying passes in a moment. */
import { mock } from 'node:test'

/** Lets time pass, a millisecond at a time, with everything that follows from each. */
export type Wait = (ms: number) => Promise<void>

export async function inVirtualTime<T>(work: (wait: Wait) => Promise<T>): Promise<T> {
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_800_000_000_000 })
  try {
    return await work(async (ms) => {
      await settled()
      for (let i = 0; i < ms; i++) {
        mock.timers.tick(1)
        await settled()
      }
    })
  } finally {
    mock.timers.reset()
  }
}
