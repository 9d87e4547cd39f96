/**
 * Small pictures of the recording along time, from the thumbnail sheets. Sheets are fetched when their part of the
 * recording first comes into view; until then the row is empty, of the same size.
 */
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { assetTime, type Placement, recordingTime } from '#media/core/asset/placement.ts'
import { thumbnailAt } from '../../player/thumbnails.ts'
import type { TrackRenderContext, TrackView } from '../track-view.ts'

export interface FilmstripSource {
  readonly manifest: AssetManifest
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  /** Its place on the recording's clock, as it is when the row is painted. */
  readonly placement: () => Placement
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
    const { manifest, baseUrl } = this.source
    const placement = this.source.placement()
    const sheet = manifest.thumbnails
    if (!sheet?.count) return
    const height = ctx.height - 2
    const width = Math.max(8, (height * sheet.width) / sheet.height)
    const { scale, g } = ctx
    const end = Math.min(scale.end, recordingTime(placement, manifest.duration))
    // Pictures stand at fixed times for a zoom, so that they do not swim while the view moves.
    const every = scale.ticksOf(width) / placement.rate
    const first = Math.max(0, Math.floor(assetTime(placement, scale.start) / every))
    for (let k = first; recordingTime(placement, k * every) < end; k++) {
      const t = k * every
      const place = thumbnailAt(manifest, baseUrl, t + every / 2)
      const picture = place && this.sheet(place.url)
      if (!place || !picture) continue
      const x = Math.round(scale.xOf(recordingTime(placement, t)))
      const right = Math.round(scale.xOf(recordingTime(placement, Math.min(t + every, manifest.duration))))
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
    this.paintCuts(ctx)
  }

  /** Scene cuts: a fine line between two scenes, with a notch at the top to find it by. */
  private paintCuts(ctx: TrackRenderContext): void {
    const { g, scale, y, height, dpr, theme } = ctx
    const placement = this.source.placement()
    const { cuts } = this.source.manifest
    if (!cuts.length) return
    ctx.after(() => {
      let last = Number.NEGATIVE_INFINITY
      for (const cut of cuts) {
        const x = Math.round(scale.xOf(recordingTime(placement, cut)))
        // Far out one mark stands for several.
        if (x < -4 || x > scale.width + 4 || x - last < 4 * dpr) continue
        last = x
        const hair = Math.max(1, Math.round(dpr))
        g.fillStyle = theme.background
        g.fillRect(x - hair, y, 3 * hair, height)
        g.fillStyle = theme.text
        g.globalAlpha = 0.75
        g.fillRect(x, y, hair, height)
        g.globalAlpha = 1
        g.beginPath()
        g.moveTo(x - 3 * dpr, y)
        g.lineTo(x + 4 * dpr, y)
        g.lineTo(x + 0.5 * dpr, y + 4 * dpr)
        g.fill()
      }
    })
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
