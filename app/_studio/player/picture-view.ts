/**
 * How the picture is looked at: how near, which part, how bright. It belongs to the person and this window, never to
 * the document. Measures are those of the stage, the box the picture lies in, with the origin in its middle.
 */
import { type Signal, signal } from '@preact/signals-core'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Zoom {
  /** 1 shows the whole picture. */
  readonly scale: number
  /** How far the picture's middle lies from the stage's, in stage pixels. */
  readonly x: number
  readonly y: number
}

export interface Light {
  /** 1 leaves the picture as it is. */
  readonly brightness: number
  readonly contrast: number
  readonly gamma: number
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 }
export const AS_RECORDED: Light = { brightness: 1, contrast: 1, gamma: 1 }
export const MAX_SCALE = 24

export class PictureView {
  readonly zoom: Signal<Zoom> = signal(WHOLE)
  readonly light: Signal<Light> = signal(AS_RECORDED)
  readonly stage: Signal<Size> = signal({ width: 0, height: 0 })
  private readonly picture: Size

  /** @param picture size for people: after rotation and aspect */
  constructor(picture: Size) {
    this.picture = picture
  }

  /** The picture's size on the stage when it is seen whole. */
  fitted(): Size {
    return fittedSize(this.picture, this.stage.value)
  }

  /** Zooms so that the point under the pointer stays where it is. */
  zoomAt(point: { x: number; y: number }, factor: number): void {
    const { scale, x, y } = this.zoom.peek()
    const next = Math.min(MAX_SCALE, Math.max(1, scale * factor))
    const ratio = next / scale
    this.set({ scale: next, x: point.x - (point.x - x) * ratio, y: point.y - (point.y - y) * ratio })
  }

  panBy(dx: number, dy: number): void {
    const { scale, x, y } = this.zoom.peek()
    this.set({ scale, x: x + dx, y: y + dy })
  }

  reset(): void {
    this.zoom.value = WHOLE
  }

  setLight(light: Partial<Light>): void {
    this.light.value = { ...this.light.peek(), ...light }
  }

  /** A point of the stage as a point of the picture, 0…1 from its top left; outside 0…1 it is beside the picture. */
  toPicture(point: { x: number; y: number }): { x: number; y: number } {
    const { scale, x, y } = this.zoom.peek()
    const size = fittedSize(this.picture, this.stage.peek())
    return {
      x: (point.x - x) / (size.width * scale) + 0.5,
      y: (point.y - y) / (size.height * scale) + 0.5,
    }
  }

  private set(zoom: Zoom): void {
    const size = fittedSize(this.picture, this.stage.peek())
    // The picture may be pushed until its edge reaches the stage's, never out of sight.
    const room = (length: number, stage: number) => Math.max(0, (length * zoom.scale - stage) / 2)
    const limitX = room(size.width, this.stage.peek().width)
    const limitY = room(size.height, this.stage.peek().height)
    this.zoom.value = {
      scale: zoom.scale,
      x: limitX === 0 ? 0 : Math.min(limitX, Math.max(-limitX, zoom.x)),
      y: limitY === 0 ? 0 : Math.min(limitY, Math.max(-limitY, zoom.y)),
    }
  }
}

/** The largest size of the picture's shape that fits the stage. */
export function fittedSize(picture: Size, stage: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return { width: 0, height: 0 }
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height)
  return { width: picture.width * scale, height: picture.height * scale }
}

/** CSS filter for the light; `gammaId` names an SVG filter on the page that carries the gamma. */
export function filterOf(light: Light, gammaId: string): string {
  const parts = [
    light.gamma === 1 ? '' : `url(#${gammaId})`,
    light.brightness === 1 ? '' : `brightness(${light.brightness})`,
    light.contrast === 1 ? '' : `contrast(${light.contrast})`,
  ].filter(Boolean)
  return parts.length ? parts.join(' ') : 'none'
}
