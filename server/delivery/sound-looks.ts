/** Answers for how a sound is looked at: stored waveforms by level and range, and what is made when it is asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { channelNames } from '#media/core/asset/channel-names.ts'
import type { AssetManifest, SoundStream } from '#media/core/asset/manifest.ts'
import { headBytes, LAYOUT_BYTES, PEAK_TILE, peaksLayout, peakTile } from '#media/core/signal/peaks.ts'
import { channelWeight } from '#media/core/sound/loudness.ts'
import { columnTicks, kindText, TILE_COLUMNS } from '#media/core/sound/spectrum.ts'
import { secondsOf, TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { CLOSE_BUCKETS } from '#media/ingest/sound-tiles/make.ts'
import { manifestOrNull } from '#server/assets/index.ts'
import { PlainError } from '#server/platform/errors.ts'
import { assetFile } from '#server/platform/storage.ts'
import type { MediaPart } from './media-url.ts'
import { forgetFile, soundSource, withFile } from './packages.ts'
import { type Answer, IMMUTABLE, notModified, REVALIDATE, sendBytes } from './send.ts'
import { madeOfSound } from './sound-maker.ts'
import type { SoundOrder } from './sound-thread.ts'

type Part<K extends MediaPart['kind']> = Extract<MediaPart, { kind: K }>

const nothing = (): PlainError => new PlainError('not-found', 'There is nothing here.')

/** The beginning of a peaks file, or one tile of it. @throws PlainError */
export async function sendWaveform(
  req: IncomingMessage,
  res: ServerResponse,
  assetId: string,
  { stream, part }: Part<'waveform'>,
  version: string | null,
  again = true,
): Promise<void> {
  const path = assetFile(assetId, `peaks-${stream}.bin`)
  const older = await withFile(path, async (file) => {
    const start = Buffer.alloc(Math.min(LAYOUT_BYTES, file.size))
    await file.handle.read(start, 0, start.length, 0)
    const layout = peaksLayout(start)
    // It was prepared anew a moment ago, and the file that is kept open is the former one.
    if (version !== null && version !== String(layout.stamp)) return true
    const place =
      part === 'head' ? { offset: 0, bytes: headBytes(layout) } : peakTile(layout, part.level, part.tile)
    if (!place) throw nothing()
    const answer: Answer = {
      type: 'application/octet-stream',
      etag: `"${layout.stamp.toString(36)}-${part === 'head' ? 'h' : `${part.level}-${part.tile}`}"`,
      cache: version === null ? REVALIDATE : IMMUTABLE,
    }
    if (notModified(req, res, answer)) return false
    const bytes = Buffer.alloc(place.bytes)
    const { bytesRead } = await file.handle.read(bytes, 0, place.bytes, place.offset)
    if (bytesRead !== place.bytes)
      throw new PlainError('unavailable', 'This part of the waveform is missing.')
    sendBytes(req, res, bytes, answer)
    return false
  })
  if (!older) return
  if (!again) throw nothing()
  forgetFile(path)
  await sendWaveform(req, res, assetId, { kind: 'waveform', stream, part }, version, false)
}

/** Made when first asked for. @throws PlainError */
export async function sendMade(
  req: IncomingMessage,
  res: ServerResponse,
  assetId: string,
  what: Part<'close' | 'spectrum' | 'loudness'>,
  version: string | null,
): Promise<void> {
  const manifest = await manifestOrNull(assetId)
  const sound = manifest?.sounds?.find((s) => s.stream === what.stream)
  if (!manifest || !sound || (version !== null && version !== String(sound.stamp))) throw nothing()
  if (!exists(what, sound, manifest)) throw nothing()
  const name = `${sound.stamp.toString(36)}-${what.stream}-${nameOf(what)}`
  const answer: Answer = {
    type: 'application/octet-stream',
    etag: `"${name}"`,
    cache: version === null ? REVALIDATE : IMMUTABLE,
    extra: { vary: 'cookie, accept-encoding' },
  }
  if (notModified(req, res, answer)) return
  const zipped = await madeOfSound(
    assetId,
    name,
    () => orderOf(assetId, what, sound),
    () => !req.destroyed && !res.destroyed,
  )
  if (res.destroyed) return
  if (/\bgzip\b/.test(String(req.headers['accept-encoding'] ?? '')))
    sendBytes(req, res, zipped, { ...answer, extra: { ...answer.extra, 'content-encoding': 'gzip' } })
  else sendBytes(req, res, await promisify(gunzip)(zipped), answer)
}

function nameOf(what: Part<'close' | 'spectrum' | 'loudness'>): string {
  if (what.kind === 'loudness') return 'loudness'
  if (what.kind === 'close') return `close-${what.tile}`
  return `${kindText(what.of)}-${what.level}-${what.tile}`
}

/** Whether the recording reaches as far as the tile, and has the channel. */
function exists(
  what: Part<'close' | 'spectrum' | 'loudness'>,
  sound: SoundStream,
  { duration }: AssetManifest,
): boolean {
  if (what.kind === 'loudness') return true
  if (what.kind === 'close') return (what.tile * PEAK_TILE * TICKS_PER_SECOND) / CLOSE_BUCKETS < duration
  if (what.of.channel !== 'mix' && what.of.channel >= sound.channels.length) return false
  return what.tile * TILE_COLUMNS * columnTicks(what.level) < duration
}

async function orderOf(
  assetId: string,
  what: Part<'close' | 'spectrum' | 'loudness'>,
  sound: SoundStream,
): Promise<SoundOrder> {
  const { source, stream, origin, made } = await soundSource(assetId, what.stream)
  if (what.kind === 'loudness') {
    const names = channelNames(stream.channels, stream.layout)
    return {
      make: 'loudness',
      plan: {
        source,
        stream: { streamIndex: stream.streamIndex, channels: stream.channels },
        origin: origin === null ? null : secondsOf(origin),
        weights: names.map(channelWeight),
      },
    }
  }
  // What was made for delivery can be entered anywhere; it holds two channels at most.
  const place =
    made !== null && sound.channels.length <= 2
      ? { source: made, streamIndex: 0, origin: 0, channels: sound.channels.length }
      : {
          source,
          streamIndex: stream.streamIndex,
          origin: origin === null ? (stream.startTime ?? 0) : secondsOf(origin),
          channels: sound.channels.length,
        }
  return what.kind === 'close'
    ? { make: 'close', place, tile: what.tile }
    : { make: 'spectrum', place, kind: what.of, level: what.level, tile: what.tile }
}
