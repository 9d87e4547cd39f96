/**
 * The page's side of the frame server. Wishes go out numbered, pictures come back with the number and the frame; who
 * listens owns the picture and closes it.
 */
import type {
  DecodedPicture,
  FailMessage,
  FrameServerStats,
  FromWorker,
  PictureMessage,
  RenditionChoice,
  ToWorker,
  WantMode,
} from './frame-messages.ts'

export interface FrameClientListener {
  onPicture(message: PictureMessage): void
  onFail(message: FailMessage): void
  onNetwork(offline: boolean): void
}

export interface FrameClient extends Disposable {
  setRenditions(choice: RenditionChoice): void
  /** Returns the wish's number. */
  want(frame: number, mode: WantMode): number
  /** One decoded picture of one rendition, apart from what is shown. The caller closes it. */
  grab(frame: number, rendition: string): Promise<DecodedPicture>
  rest(): void
  stats(): Promise<FrameServerStats>
}

/** Whether this browser can run the frame server at all. */
export function frameServerSupported(): boolean {
  return typeof VideoDecoder === 'function' && typeof Worker === 'function'
}

/** Bytes of decoded pictures to hold: an eighth of what the browser says the machine has, between 192 and 768 MB. */
export function pictureBudget(deviceMemoryGb: number | undefined): number {
  return Math.min(768, Math.max(192, ((deviceMemoryGb ?? 4) * 1024) / 8)) * 2 ** 20
}

export function createFrameClient(
  options: { baseUrl: string; ticks: Float64Array; budget?: number },
  listener: FrameClientListener,
): FrameClient {
  const worker = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToWorker) => worker.postMessage(message)
  const grabs = new Map<number, { resolve(p: DecodedPicture): void; reject(e: Error): void }>()
  const questions = new Map<number, (stats: FrameServerStats) => void>()
  let ids = 0
  let closed = false

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'picture':
        if (closed) data.picture.close()
        else listener.onPicture(data)
        break
      case 'fail':
        if (!closed) listener.onFail(data)
        break
      case 'network':
        if (!closed) listener.onNetwork(data.offline)
        break
      case 'grabbed':
        grabs.get(data.id)?.resolve(data.picture)
        grabs.delete(data.id)
        break
      case 'grab-failed':
        grabs.get(data.id)?.reject(new Error(data.message))
        grabs.delete(data.id)
        break
      case 'stats':
        questions.get(data.id)?.(data.stats)
        questions.delete(data.id)
        break
    }
  })
  worker.addEventListener('error', (event) => {
    if (closed) return
    const message = event.message || 'The frame server could not be started.'
    for (const { reject } of grabs.values()) reject(new Error(message))
    grabs.clear()
    listener.onFail({
      type: 'fail',
      id: ids,
      frame: 0,
      rendition: '',
      code: 'unsupported',
      message,
      last: true,
    })
  })

  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number }
  post({
    type: 'open',
    baseUrl: new URL(options.baseUrl, location.href).href,
    ticks: options.ticks,
    budget: options.budget ?? pictureBudget(deviceMemory),
  })

  return {
    setRenditions: (choice) => post({ type: 'renditions', ...choice }),
    want(frame, mode) {
      const id = ++ids
      post({ type: 'want', want: { id, frame, mode } })
      return id
    },
    grab: (frame, rendition) =>
      new Promise((resolve, reject) => {
        const id = ++ids
        grabs.set(id, { resolve, reject })
        post({ type: 'grab', id, frame, rendition })
      }),
    rest: () => post({ type: 'rest' }),
    stats: () =>
      new Promise((resolve) => {
        const id = ++ids
        questions.set(id, resolve)
        post({ type: 'stats', id })
      }),
    [Symbol.dispose]() {
      closed = true
      post({ type: 'close' })
      for (const { reject } of grabs.values()) reject(new Error('closed'))
      grabs.clear()
    },
  }
}
