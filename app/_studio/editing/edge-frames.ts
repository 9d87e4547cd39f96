/**
 * Small pictures of single frames for the edge view, kept as long as they may be wanted again. One is asked for at a
 * time, the nearest to the edge first, so that the picture that follows the edge is never kept waiting.
 */
import type { DecodedPicture } from '../player/frame-messages.ts'

export type GrabFrame = (frame: number) => Promise<DecodedPicture>

/** About ten edges' worth. */
const MOST = 80
/** Device pixels; enough for a cell on a fine screen. */
const WIDTH = 224

export class EdgeFrames implements Disposable {
  private readonly grab: GrabFrame
  private readonly arrived: () => void
  private readonly held = new Map<number, ImageBitmap>()
  private readonly failed = new Set<number>()
  private wanted: readonly number[] = []
  private busy = false
  private closed = false

  constructor(grab: GrabFrame, arrived: () => void) {
    this.grab = grab
    this.arrived = arrived
  }

  get(frame: number): ImageBitmap | null {
    return this.held.get(frame) ?? null
  }

  /** In the order in which they shall come. A later wish replaces an earlier one. */
  want(frames: readonly number[]): void {
    this.wanted = frames
    void this.work()
  }

  [Symbol.dispose](): void {
    this.closed = true
    for (const picture of this.held.values()) picture.close()
    this.held.clear()
  }

  private async work(): Promise<void> {
    if (this.busy) return
    this.busy = true
    for (;;) {
      const next = this.wanted.find((frame) => !this.held.has(frame) && !this.failed.has(frame))
      if (next === undefined || this.closed) break
      try {
        const picture = await this.grab(next)
        const small = await smaller(picture)
        picture.close()
        if (this.closed) small.close()
        else this.keep(next, small)
      } catch {
        // The number is shown without its picture; another edge may bring it again.
        this.failed.add(next)
        if (this.failed.size > MOST) this.failed.clear()
      }
    }
    this.busy = false
  }

  private keep(frame: number, picture: ImageBitmap): void {
    this.held.set(frame, picture)
    while (this.held.size > MOST) {
      const [oldest] = this.held.keys()
      this.held.get(oldest!)?.close()
      this.held.delete(oldest!)
    }
    this.arrived()
  }
}

function smaller(picture: DecodedPicture): Promise<ImageBitmap> {
  const width = 'displayWidth' in picture ? picture.displayWidth : picture.width
  return createImageBitmap(picture, { resizeWidth: Math.min(WIDTH, width), resizeQuality: 'medium' })
}
