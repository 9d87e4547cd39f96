/** Frame times of MKV, WebM and MPEG-TS: packet headers read by mediabunny, no media bytes decoded. */
import { FLAG_KEY } from '../../core/time/frame-index.ts'
import { type FrameList, frameList, type TimedFrame } from './frame-list.ts'

/** Null when mediabunny does not know this file or codec; the caller then asks ffprobe. */
export async function framesFromMediabunny(
  path: string,
  videoStream: number,
  signal?: AbortSignal,
): Promise<FrameList | null> {
  // Loaded only when such a file comes: it is large, and most files are MP4.
  const { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } = await import('mediabunny')
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  try {
    const track = (await input.getVideoTracks())[videoStream]
    if (!track || track.codec === null) return null
    const scale = Math.round(track.timeResolution)
    if (!(scale > 0)) return null
    const frames: TimedFrame[] = []
    const sink = new EncodedPacketSink(track)
    for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
      signal?.throwIfAborted()
      frames.push({
        pts: Math.round(packet.timestamp * scale),
        duration: Math.round(packet.duration * scale),
        flags: packet.type === 'key' ? FLAG_KEY : 0,
        byteStart: 0,
        byteLength: packet.byteLength,
      })
    }
    return frames.length ? frameList(frames, { num: 1, den: scale }, false) : null
  } finally {
    input.dispose()
  }
}
