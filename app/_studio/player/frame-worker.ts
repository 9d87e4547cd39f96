/** The worker that hosts the frame server: turns messages into calls. */
import type { FromWorker, ToWorker } from './frame-messages.ts'
import { FrameServer } from './frame-server.ts'

/** The part of a worker's global scope used here; the DOM's types describe a page's. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer: Transferable[]): void
  addEventListener(type: 'message', fn: (event: MessageEvent<ToWorker>) => void): void
  close(): void
}

const scope = globalThis as unknown as WorkerScope
let server: FrameServer | null = null

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'open':
      server = new FrameServer({
        baseUrl: data.baseUrl,
        ticks: data.ticks,
        budget: data.budget,
        send: (message, transfer = []) => scope.postMessage(message, transfer),
      })
      break
    case 'renditions':
      server?.setRenditions(data)
      break
    case 'want':
      server?.setWant(data.want)
      break
    case 'grab':
      server?.grab(data.id, data.frame, data.rendition)
      break
    case 'rest':
      server?.rest()
      break
    case 'stats':
      if (server) scope.postMessage({ type: 'stats', id: data.id, stats: server.stats() }, [])
      break
    case 'close':
      server?.close()
      scope.close()
      break
  }
})
