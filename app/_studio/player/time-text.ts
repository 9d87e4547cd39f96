/** The shown frame's time in the four ways people read it. */

import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { formatClock, formatSeconds, formatSmpte, type SmpteRate } from '#media/core/time/timecode.ts'
import { currentText } from '../../_text/current-text.ts'
import type { ShownFrame } from '../clock/playback-clock.ts'

export const TIME_MODES = ['clock', 'smpte', 'seconds', 'frame'] as const
export type TimeMode = (typeof TIME_MODES)[number]

/**
 * How SMPTE names count in this asset: the source's timecode track, else from zero at the nearest whole rate. Null where
 * the rate varies and there is no track: then frames have no SMPTE names.
 */
export function smpteOf(video: AssetManifest['video']): SmpteRate | null {
  if (!video) return null
  if (video.timecode) return video.timecode
  if (!video.constantRate) return null
  const [num, den] = video.constantRate
  return { nominalRate: Math.max(1, Math.round(num / den)), dropFrame: false, startFrame: 0 }
}

export function timeText(mode: TimeMode, shown: ShownFrame, smpte: SmpteRate | null): string {
  switch (mode) {
    case 'smpte':
      return smpte ? formatSmpte(shown.frame, smpte) : formatClock(shown.start)
    case 'seconds':
      return `${formatSeconds(shown.start)} s`
    case 'frame':
      return currentText().common.count(shown.frame)
    default:
      return formatClock(shown.start)
  }
}

/** "frame 6,308 ✓ exact", or with "…" while the picture is on its way. */
export function frameText(shown: ShownFrame): string {
  return currentText().player.frame(shown.frame)
}

export const exactText = (shown: ShownFrame): string => (shown.exact ? currentText().player.exact : '…')
