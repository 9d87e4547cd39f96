/** Where somebody speaks: Silero VAD over the whole sound, a few minutes at a time. */
import path from 'node:path'
import { speechRegions } from '../../../core/sound/speech-regions.ts'
import { ModelError } from '../../model-error.ts'
import {
  CHUNK,
  freshState,
  SileroVad,
  VAD_RATE,
  type VadState,
  type Weight,
} from '../../models/silero-vad/silero-vad.ts'
import { readSafetensors } from '../../shelf/safetensors.ts'
import type { Pipeline, SoundInput } from '../pipeline.ts'
import { SoundFile } from '../sound-file.ts'

export interface SpeechInput {
  readonly sound: SoundInput
  readonly model: string
  readonly options: { readonly threshold: number; readonly pause: number }
}

export interface SpeechOutput {
  /** Ticks on the recording's clock, and the mean probability of speech. */
  readonly regions: readonly { readonly start: number; readonly end: number; readonly confidence: number }[]
}

/** Chunks of a part: about four minutes. */
const PART = 7500

export const pipeline: Pipeline<SpeechInput, SpeechOutput> = {
  id: 'speech-detection',
  async run({ sound, model, options }, { progress, signal, part, models }) {
    if (sound.rate !== VAD_RATE)
      throw new ModelError('failed', 'Speech is looked for at 16,000 samples a second.')
    const folder = await models.open(model)
    const [weights] = folder.manifest.files.filter((f) => f.path.endsWith('.safetensors'))
    if (!weights) throw new ModelError('broken', `The model ${model} has no weights. Get it again.`)
    const vad = new SileroVad(
      (await readSafetensors(path.join(folder.path, weights.path))) as ReadonlyMap<string, Weight>,
    )
    await using file = await SoundFile.open(sound)
    const all = new Float32Array(Math.ceil(file.length / CHUNK))
    let state: VadState = freshState()
    for (let from = 0; from < all.length; from += PART) {
      signal.throwIfAborted()
      progress(from / all.length, 'Listening for speech')
      const done = await part(`speech ${from}`, async () => {
        const samples = await file.read(from * CHUNK, Math.min(all.length, from + PART) * CHUNK)
        return { probabilities: await vad.probabilities(samples, state), state }
      })
      all.set(done.probabilities, from)
      state = done.state
    }
    vad.dispose()
    const rules = { threshold: options.threshold, minSilence: options.pause }
    const regions = speechRegions(all, CHUNK / VAD_RATE, file.seconds, rules)
    return {
      regions: regions.map(({ start, end, confidence }) => ({
        start: file.tickAt(start * VAD_RATE),
        end: file.tickAt(end * VAD_RATE),
        confidence,
      })),
    }
  },
}
