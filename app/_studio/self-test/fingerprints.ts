/**
 * What the frame server really decoded, in a form that can be compared with another decoder's work: the MD5 of the
 * planes, equal to `ffmpeg -f framemd5` where both decode exactly alike, and a tiny grey picture where they cannot.
 */
import { currentText } from '../../_text/current-text.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { DecodedPicture } from '../player/frame-messages.ts'
import { md5 } from './md5.ts'

export interface Fingerprint {
  readonly frame: number
  /** Of the planes Y, U, V one after the other without padding; null for pictures that are not plain 8-bit 4:2:0. */
  readonly md5: string | null
  readonly width: number
  readonly height: number
  /** 64 × 36 grey levels, row by row. */
  readonly grey: readonly number[]
}

export const GREY_WIDTH = 64
export const GREY_HEIGHT = 36

export async function fingerprints(
  clock: HlsClock,
  frames: readonly number[],
  rendition?: string,
): Promise<Fingerprint[]> {
  const all: Fingerprint[] = []
  for (const frame of frames) {
    const picture = await clock.grab(frame as Parameters<HlsClock['grab']>[0], rendition)
    try {
      all.push({ frame, ...(await planes(picture)), grey: grey(picture) })
    } finally {
      picture.close()
    }
  }
  return all
}

async function planes(picture: DecodedPicture): Promise<Pick<Fingerprint, 'md5' | 'width' | 'height'>> {
  if (picture instanceof ImageBitmap) return { md5: null, width: picture.width, height: picture.height }
  const rect = picture.visibleRect
  const width = rect?.width ?? picture.codedWidth
  const height = rect?.height ?? picture.codedHeight
  if (picture.format !== 'I420') return { md5: null, width, height }
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 }
  const luma = width * height
  const chroma = half.width * half.height
  const bytes = new Uint8Array(luma + 2 * chroma)
  await picture.copyTo(bytes, {
    layout: [
      { offset: 0, stride: width },
      { offset: luma, stride: half.width },
      { offset: luma + chroma, stride: half.width },
    ],
  })
  return { md5: md5(bytes), width, height }
}

function grey(picture: DecodedPicture): number[] {
  const canvas = new OffscreenCanvas(GREY_WIDTH, GREY_HEIGHT)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (!context) throw new Error(currentText().selfTest.noCanvas)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, GREY_WIDTH, GREY_HEIGHT)
  const { data } = context.getImageData(0, 0, GREY_WIDTH, GREY_HEIGHT)
  return Array.from({ length: GREY_WIDTH * GREY_HEIGHT }, (_, i) =>
    Math.round(0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!),
  )
}
