import path from 'node:path'
import { matchSounds } from '#media/core/signal/match-sounds.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { type DecodedSound, decodeSound, MATCH_RATE } from '#media/ingest/sound-match/decode.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { JobContext, JobHandler } from '../context.ts'
import { lengthOf, preparedSource } from '../prepared-source.ts'
import { MATCH_STEP } from './definition.ts'

interface Payload {
  assetId: string
  withAssetId: string
}

export const handler: JobHandler<Payload> = {
  async run(context) {
    await context.step(MATCH_STEP, async () => {
      const { assetId, withAssetId } = context.payload
      await using a = await decoded(context, withAssetId, 'a', 0)
      await using b = await decoded(context, assetId, 'b', 0.45)
      context.progress(0.9, 'Comparing the sounds')
      // Awaited here: the samples' files close when this part ends.
      return await matchSounds(a, b, MATCH_RATE)
    })
  },
}

async function decoded(
  { tmp, signal, progress }: JobContext<Payload>,
  assetId: string,
  name: string,
  from: number,
): Promise<DecodedSound> {
  const source = await preparedSource(assetId)
  const stream = source.report.audio[0]
  if (!stream) {
    const { fileName } = await db().asset.findUniqueOrThrow({
      where: { id: assetId },
      select: { fileName: true },
    })
    throw new PlainError('conflict', `${fileName} has no sound to compare. Align it by a shared event.`)
  }
  return decodeSound(
    { source: source.path, stream, origin: source.origin === null ? null : secondsOf(source.origin) },
    path.join(tmp, `${name}.s16`),
    {
      seconds: lengthOf(source),
      signal,
      onProgress: (fraction) => progress(from + 0.45 * fraction, 'Listening to the sounds'),
    },
  )
}
