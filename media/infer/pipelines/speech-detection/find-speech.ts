/**
 * Where somebody speaks in a sound file: by Silero VAD from a folder, or by loudness when none is chosen. Other pipelines
 * divide a recording by it. A few minutes are heard at a time; what is heard is kept by `part`.
 */
import path from 'node:path'
import { LOUD_CHUNK, loudSpeech, voiceBandLevels } from '../../../core/sound/loud-speech.ts'
import { type SpeechRegion, type SpeechRules, speechRegions } from '../../../core/sound/speech-regions.ts'
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
import type { PipelineContext } from '../pipeline.ts'
import type { SoundFile } from '../sound-file.ts'

/** Chunks of a part: about four minutes. */
const PART = 7500

/**
 * @param model id of a folder with Silero VAD; null to go by loudness
 * @param onProgress 0…1 of this part of the work
 * @returns seconds from the file's first sample
 * @throws ModelError when the model is not there or damaged, or the sound has another rate
 */
export async function findSpeech(
  file: SoundFile,
  model: string | null,
  rules: Partial<SpeechRules>,
  context: Pick<PipelineContext, 'signal' | 'part' | 'models'>,
  onProgress: (fraction: number) => void,
): Promise<SpeechRegion[]> {
  if (file.rate !== VAD_RATE)
    throw new ModelError('failed', 'Speech is looked for at 16,000 samples a second.')
  const heard =
    model === null
      ? await byLoudness(file, context, onProgress)
      : await bySilero(file, model, context, onProgress)
  return speechRegions(heard, CHUNK / VAD_RATE, file.seconds, rules)
}

type Context = Pick<PipelineContext, 'signal' | 'part' | 'models'>

async function bySilero(
  file: SoundFile,
  model: string,
  { signal, part, models }: Context,
  onProgress: (fraction: number) => void,
): Promise<Float32Array> {
  const folder = await models.open(model)
  const [weights] = folder.manifest.files.filter((f) => f.path.endsWith('.safetensors'))
  if (!weights) throw new ModelError('broken', `The model ${model} has no weights. Get it again.`)
  const vad = new SileroVad(
    (await readSafetensors(path.join(folder.path, weights.path))) as ReadonlyMap<string, Weight>,
  )
  try {
    const all = new Float32Array(Math.ceil(file.length / CHUNK))
    let state: VadState = freshState()
    for (let from = 0; from < all.length; from += PART) {
      signal.throwIfAborted()
      onProgress(from / all.length)
      const done = await part(`speech ${from}`, async () => {
        const samples = await file.read(from * CHUNK, Math.min(file.length, (from + PART) * CHUNK))
        return { probabilities: await vad.probabilities(samples, state), state }
      })
      all.set(done.probabilities, from)
      state = done.state
    }
    return all
  } finally {
    vad.dispose()
  }
}

async function byLoudness(
  file: SoundFile,
  { signal }: Context,
  onProgress: (fraction: number) => void,
): Promise<Float32Array> {
  const levels = new Float32Array(Math.ceil(file.length / LOUD_CHUNK))
  for (let from = 0; from < levels.length; from += PART) {
    signal.throwIfAborted()
    onProgress(from / levels.length)
    const samples = await file.read(from * LOUD_CHUNK, Math.min(file.length, (from + PART) * LOUD_CHUNK))
    levels.set(voiceBandLevels(samples, file.rate), from)
  }
  return loudSpeech(levels)
}
