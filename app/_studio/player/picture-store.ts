/**
 * Decoded pictures by frame number, bounded by bytes. When it is full, the picture farthest from where the person is
 * goes first, and those behind the direction of travel count as twice as far.
 */
export interface Picture {
  close(): void
}

export class PictureStore<P extends Picture> {
  private readonly pictures = new Map<number, { picture: P; bytes: number }>()
  private held = 0
  private limit: number
  private centre = 0
  private direction: -1 | 0 | 1 = 0

  constructor(limit: number) {
    this.limit = limit
  }

  get bytes(): number {
    return this.held
  }

  get size(): number {
    return this.pictures.size
  }

  has(frame: number): boolean {
    return this.pictures.has(frame)
  }

  get(frame: number): P | null {
    return this.pictures.get(frame)?.picture ?? null
  }

  /** Takes the picture over; closes it at once when everything held is nearer. Returns whether it was kept. */
  put(frame: number, picture: P, bytes: number): boolean {
    const old = this.pictures.get(frame)
    if (old) {
      picture.close()
      return true
    }
    this.pictures.set(frame, { picture, bytes })
    this.held += bytes
    this.trim()
    return this.pictures.has(frame)
  }

  /** Where the person is and which way they go. */
  aim(centre: number, direction: -1 | 0 | 1): void {
    this.centre = centre
    this.direction = direction
  }

  /** How many pictures of this size fit. */
  capacity(bytes: number): number {
    return Math.max(1, Math.floor(this.limit / Math.max(1, bytes)))
  }

  setLimit(limit: number): void {
    this.limit = limit
    this.trim()
  }

  clear(): void {
    for (const { picture } of this.pictures.values()) picture.close()
    this.pictures.clear()
    this.held = 0
  }

  /** Distance that counts behind as twice as far. */
  distance(frame: number): number {
    const d = frame - this.centre
    return d * this.direction < 0 ? Math.abs(d) * 2 : Math.abs(d)
  }

  private trim(): void {
    while (this.held > this.limit && this.pictures.size > 1) {
      let far = -1
      let distance = -1
      for (const frame of this.pictures.keys()) {
        const d = this.distance(frame)
        if (d > distance) {
          distance = d
          far = frame
        }
      }
      const { picture, bytes } = this.pictures.get(far)!
      this.pictures.delete(far)
      this.held -= bytes
      picture.close()
    }
  }
}
