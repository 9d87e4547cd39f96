/** Where the small picture of a moment lies in the recording's thumbnail sheets. */
import type { AssetManifest } from '#media/core/asset/manifest.ts'

export interface ThumbnailPlace {
  readonly url: string
  /** Place and size within the sheet, pixels. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly sheetWidth: number
  readonly sheetHeight: number
  /** The moment it shows, on the asset's clock. */
  readonly time: number
}

/** @param t on the asset's clock. Null while there are no thumbnails. */
export function thumbnailAt(manifest: AssetManifest, baseUrl: string, t: number): ThumbnailPlace | null {
  const sheet = manifest.thumbnails
  if (!sheet || sheet.count === 0) return null
  const n = Math.min(sheet.count - 1, Math.max(0, Math.floor(t / sheet.every)))
  const perSheet = sheet.columns * sheet.rows
  const at = n % perSheet
  return {
    url: `${baseUrl}thumbs/${Math.floor(n / perSheet)}.jpg`,
    x: (at % sheet.columns) * sheet.width,
    y: Math.floor(at / sheet.columns) * sheet.height,
    width: sheet.width,
    height: sheet.height,
    sheetWidth: sheet.columns * sheet.width,
    sheetHeight: sheet.rows * sheet.height,
    time: n * sheet.every,
  }
}
