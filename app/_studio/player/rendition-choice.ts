import type { AssetManifest, VideoRendition } from '#media/core/asset/manifest.ts'
import type { RenditionChoice } from './frame-messages.ts'

export const isReadyVideo = (r: AssetManifest['renditions'][number]): r is VideoRendition =>
  r.kind === 'video' && r.state === 'ready' && r.segments.length > 0

/**
 * Which renditions the frame server uses: for a resting picture the one the person chose, else the largest that is
 * ready and not beyond `maxHeight`; for scrubbing the light one. Pictures transcoded on request stand in only while
 * there is nothing else.
 */
export function chooseRenditions(
  manifest: AssetManifest,
  quality: string | 'auto',
  maxHeight = 2160,
): RenditionChoice {
  const ready = manifest.renditions.filter(isReadyVideo)
  const scrub = ready.find((r) => r.name === 'scrub') ?? null
  const ladder = ready.filter((r) => r.name !== 'scrub' && r.name !== 'jit')
  const fitting = ladder.filter((r) => Math.min(r.width, r.height) <= maxHeight)
  const largest = [...(fitting.length ? fitting : ladder)].sort(
    (a, b) =>
      b.width * b.height - a.width * a.height || Number(b.name === 'source') - Number(a.name === 'source'),
  )[0]
  const chosen =
    ready.find((r) => r.name === quality) ?? largest ?? scrub ?? ready.find((r) => r.name === 'jit') ?? null
  const sources = [chosen, scrub].filter(
    (r, i, all): r is VideoRendition => r !== null && all.indexOf(r) === i,
  )
  return {
    sources: sources.map(({ name, width, height, segments }) => ({ name, width, height, segments })),
    full: chosen?.name ?? null,
    scrub: scrub?.name ?? null,
  }
}
