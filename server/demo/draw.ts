/** The demo recording as it is drawn by its thread. */
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'

export interface Drawing {
  /** A WAV file. */
  readonly sound: Uint8Array
  /** Pictures as bytes of red, green and blue, one chunk each. */
  readonly pictures: Readable
  /** Ends the thread. */
  stop(): Promise<void>
}

/** Pictures that are asked for before they are needed. */
const AHEAD = 3

export async function drawDemo(): Promise<Drawing> {
  const thread = new Worker(new URL('./draw-thread.ts', import.meta.url))
  const ready: (Uint8Array | null)[] = []
  let wake: (() => void) | null = null
  let failure: Error | null = null
  const sound = await new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
  thread.on('message', (picture: Uint8Array | null) => {
    ready.push(picture)
    wake?.()
  })
  thread.on('error', (error) => {
    failure = error
    wake?.()
  })
  thread.on('exit', () => {
    failure ??= new Error('the drawing thread ended')
    wake?.()
  })
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < AHEAD; i++) thread.postMessage('next')
    for (;;) {
      while (ready.length === 0) {
        if (failure) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const picture = ready.shift()
      if (!picture) return
      thread.postMessage('next')
      yield picture
    }
  }
  return {
    sound,
    pictures: Readable.from(pictures(), { objectMode: false }),
    stop: async () => {
      await thread.terminate()
    },
  }
}
