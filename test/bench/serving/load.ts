/**
 * A closed loop of readers over kept-open connections: how many answers a second a server gives. Requests are written to
 * plain sockets and answers only counted, because a full HTTP client would cost more than the servers it measures.
 */
import net from 'node:net'

export interface Ask {
  readonly path: string
  readonly headers?: Record<string, string>
}

/** @param next the k-th request; `bytes` how long its body must be */
export async function answersPerSecond(
  port: number,
  next: (k: number) => Ask,
  options: { readers: number; seconds: number; bytes: (k: number) => number },
): Promise<{ rate: number; answers: number }> {
  let started = 0
  let done = 0
  const start = performance.now()
  const until = start + options.seconds * 1000
  const reader = async (): Promise<void> => {
    const socket = net.connect(port, '127.0.0.1').setNoDelay(true)
    const answers = new Answers(socket)
    try {
      while (performance.now() < until) {
        const k = started++
        const ask = next(k)
        const lines = Object.entries(ask.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
        socket.write(`GET ${ask.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n`)
        const { status, bytes } = await answers.next()
        if (status >= 300 || bytes !== options.bytes(k))
          throw new Error(`${ask.path}: ${status}, ${bytes} bytes instead of ${options.bytes(k)}`)
        done++
      }
    } finally {
      socket.destroy()
    }
  }
  await Promise.all(Array.from({ length: options.readers }, reader))
  return { rate: done / ((performance.now() - start) / 1000), answers: done }
}

/** Counts the bodies of answers, with a stated length or in chunks. */
class Answers {
  private head = ''
  private status = 0
  /** Body bytes still to come; -1 while the head is read, -2 in chunks. */
  private left = -1
  private chunk = 0
  private line = ''
  private last = false
  private bytes = 0
  private settle: { resolve(a: { status: number; bytes: number }): void; reject(e: Error): void } | null =
    null

  constructor(socket: net.Socket) {
    socket.on('data', (data) => this.take(data))
    socket.on('error', (error) => this.settle?.reject(error))
    socket.on('close', () => this.settle?.reject(new Error('the connection was closed')))
  }

  next(): Promise<{ status: number; bytes: number }> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
  }

  private take(data: Buffer): void {
    let at = 0
    if (this.left === -1) {
      const end = data.indexOf('\r\n\r\n')
      this.head += data.toString('latin1', 0, end < 0 ? data.length : end)
      if (end < 0) return
      at = end + 4
      this.status = Number(this.head.slice(9, 12))
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.head)
      this.left = length ? Number(length[1]) : -2
      this.bytes = 0
      this.head = ''
    }
    if (this.left >= 0) {
      const n = data.length - at
      this.bytes += n
      this.left -= n
      if (this.left === 0) this.finish()
      return
    }
    while (at < data.length) {
      if (this.chunk > 0) {
        const n = Math.min(this.chunk, data.length - at)
        // The two bytes that end a chunk are counted off with it.
        this.bytes += Math.max(0, Math.min(n, this.chunk - 2))
        this.chunk -= n
        at += n
        continue
      }
      const c = String.fromCharCode(data[at++]!)
      this.line += c
      if (c !== '\n') continue
      const size = Number.parseInt(this.line, 16)
      this.line = ''
      if (size > 0) this.chunk = size + 2
      else if (size === 0) this.last = true
      else if (this.last) {
        this.last = false
        this.finish()
        return
      }
    }
  }

  private finish(): void {
    this.left = -1
    this.settle?.resolve({ status: this.status, bytes: this.bytes })
  }
}
