import { alignWords } from '#media/core/sound/align-words.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { decodeSoundPiece } from '#media/ingest/sound-piece/decode.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { JobHandler } from '../context.ts'
import { preparedSource } from '../prepared-source.ts'
import { ALIGN_STEP_NAME, type AlignPiece, type FoundWord } from './definition.ts'

const RATE = 16_000

export const handler: JobHandler<{ assetId: string; pieces: AlignPiece[] }> = {
  async run({ payload, progress, signal, step }) {
    await step(ALIGN_STEP_NAME, async () => {
      const source = await preparedSource(payload.assetId)
      const stream = source.report.audio[0]
      if (!stream) throw new PlainError('conflict', 'This file has no sound to find words in.')
      const origin = source.origin === null ? null : secondsOf(source.origin)
      const found: (FoundWord[] | null)[] = []
      for (const [i, { from, to, words }] of payload.pieces.entries()) {
        progress(i / payload.pieces.length, 'Listening for the words')
        const plan = {
          source: source.path,
          stream,
          origin,
          firstTime: stream.startTime ?? 0,
          from,
          to,
          rate: RATE,
        }
        const samples = await decodeSoundPiece(plan, signal)
        const aligned = alignWords(samples, RATE, words)
        found.push(aligned?.map((w): FoundWord => [from + w.start, from + w.end, w.fit]) ?? null)
      }
      return found
    })
  },
}
