/**
 * Small pictures of the recording along time, from the thumbnail sheets. Sheets are fetched when their part of the
 * recording first comes into view; until then the row is empty, of the same size.
 */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { thumbnailAt } from '../../player/thumbnails.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'

export interface FilmstripSource {
  readonly manifest: AssetManifest
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  /** The asset's place on the recording's clock. */
  readonly offset: number
  /** Called when a sheet has arrived and the row can be painted again. */
  readonly arrived: () => void
}

export class FilmstripView implements TrackView {
  private readonly source: FilmstripSource
  private readonly sheets = new Map<string, ImageBitmap | null>()

  constructor(source: FilmstripSource) {
    this.source = source
  }

  render(ctx: TrackRenderContext): void {
    const { manifest, baseUrl, offset } = this.source
    const sheet = manifest.thumbnails
    if (!sheet?.count) return
    const height = ctx.height - 2
    const width = Math.max(8, (height * sheet.width) / sheet.height)
    const { scale, g } = ctx
    const end = Math.min(scale.end, offset + manifest.duration)
    // Pictures stand at fixed times for a zoom, so that they do not swim while the view moves.
    const every = scale.ticksOf(width)
    const first = Math.max(0, Math.floor((scale.start - offset) / every))
    for (let k = first; offset + k * every < end; k++) {
      const t = k * every
      const place = thumbnailAt(manifest, baseUrl, t + every / 2)
      const picture = place && this.sheet(place.url)
      if (!place || !picture) continue
      const x = Math.round(scale.xOf(offset + t))
      const right = Math.round(Math.min(scale.xOf(offset + t + every), scale.xOf(offset + manifest.duration)))
      const shown = Math.min(1, (right - x) / width)
      ctx.after(() =>
        g.drawImage(
          picture,
          place.x,
          place.y,
          place.width * shown,
          place.height,
          x,
          ctx.y + 1,
          right - x,
          height,
        ),
      )
    }
  }

  private sheet(url: string): ImageBitmap | null {
    const held = this.sheets.get(url)
    if (held !== undefined) return held
    this.sheets.set(url, null)
    fetch(url)
      .then(async (response) => {
        if (!response.ok) return
        this.sheets.set(url, await createImageBitmap(await response.blob()))
        this.source.arrived()
      })
      // A sheet that could not be fetched is asked for again when the row is next painted.
      .catch(() => this.sheets.delete(url))
    return null
  }
}
