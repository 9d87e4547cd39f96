/**
 * The canvas that lies over the video and shows the confirmed frame while nothing plays. It holds the picture as coded;
 * turning, aspect, zoom and light are laid over it and the video alike by the stage, so that nothing moves when one
 * gives way to the other.
 */
import { currentText } from '../../_text/current-text.ts'
import type { DecodedPicture } from './frame-messages.ts'

export class ExactCanvas {
  readonly element: HTMLCanvasElement
  private readonly context: CanvasRenderingContext2D
  /** The frame whose pixels are on the canvas; -1 for none. */
  frame = -1
  rendition: string | null = null

  constructor() {
    this.element = document.createElement('canvas')
    this.element.width = 16
    this.element.height = 9
    this.element.style.visibility = 'hidden'
    const context = this.element.getContext('2d', { alpha: false })
    if (!context) throw new Error(currentText().selfTest.noCanvas)
    this.context = context
  }

  get visible(): boolean {
    return this.element.style.visibility !== 'hidden'
  }

  /**
   * Draws and closes the picture. Size and pixels change in one go, so nothing flashes.
   * @param keepSize draws a smaller picture up to the canvas's size: a new canvas for a coarse picture that gives way
   *   to the full one in a moment would cost more than it saves
   */
  draw(picture: DecodedPicture, frame: number, rendition: string, keepSize = false): void {
    const { width, height } = sizeOf(picture)
    const { element } = this
    const fits = element.width === width && element.height === height
    const larger =
      element.width > width && Math.abs(element.width * height - element.height * width) <= 2 * element.width
    if (!fits && !(keepSize && larger)) {
      element.width = width
      element.height = height
    }
    this.context.drawImage(picture, 0, 0, element.width, element.height)
    picture.close()
    this.frame = frame
    this.rendition = rendition
    this.element.dataset.frame = String(frame)
    this.element.dataset.rendition = rendition
  }

  show(): void {
    this.element.style.visibility = 'visible'
  }

  hide(): void {
    this.element.style.visibility = 'hidden'
  }

  /** What is drawn is no longer of use (another recording, another rendition). */
  forget(): void {
    this.frame = -1
    this.rendition = null
    delete this.element.dataset.frame
    delete this.element.dataset.rendition
  }
}

/** The picture's pixels as coded, without the aspect that displayWidth would add. */
export function sizeOf(picture: DecodedPicture): { width: number; height: number } {
  if (picture instanceof ImageBitmap) return { width: picture.width, height: picture.height }
  const rect = picture.visibleRect
  return { width: rect?.width ?? picture.codedWidth, height: rect?.height ?? picture.codedHeight }
}
