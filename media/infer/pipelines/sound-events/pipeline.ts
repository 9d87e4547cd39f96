/** Laughter, crying, alarms and the like: YAMNet over the whole sound, neighbouring windows of one kind put together. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { ModelError } from '../../model-error.ts'
import { readClassMap, SOUND_KINDS } from '../../models/yamnet/kinds.ts'
import { YAMNET_HOP, YAMNET_RATE, YAMNET_WINDOW, Yamnet, yamnetWindows } from '../../models/yamnet/yamnet.ts'
import { readLiteWeights } from '../../shelf/tflite.ts'
import type { Pipeline, SoundInput } from '../pipeline.ts'
import { SoundFile } from '../sound-file.ts'
import { joinWindows } from './join-windows.ts'

export interface SoundEventsInput {
  readonly sound: SoundInput
  readonly model: string
  readonly options: { readonly threshold: number; readonly silence: boolean }
}

export interface SoundEventsOutput {
  readonly events: readonly {
    /** Id of a SoundKind. */
    readonly kind: string
    /** Ticks on the recording's clock. */
    readonly start: number
    readonly end: number
    /** Greatest probability inside, 0…1. */
    readonly confidence: number
  }[]
}

/** Windows of a part: about four minutes. */
const PART = 500

export const pipeline: Pipeline<SoundEventsInput, SoundEventsOutput> = {
  id: 'sound-events',
  async run({ sound, model, options }, { progress, signal, part, models }) {
    if (sound.rate !== YAMNET_RATE)
      throw new ModelError('failed', 'Sounds are looked for at 16,000 samples a second.')
    const folder = await models.open(model)
    const named = (ending: string): string => {
      const file = folder.manifest.files.find((f) => f.path.endsWith(ending))
      if (!file) throw new ModelError('broken', `The model ${model} has no ${ending} file. Get it again.`)
      return path.join(folder.path, file.path)
    }
    const names = readClassMap(await fs.readFile(named('.csv'), 'utf8'))
    const kinds = SOUND_KINDS.filter((kind) => options.silence || kind.id !== 'silence').map((kind) => ({
      id: kind.id,
      places: kind.classes.map((name) => names.indexOf(name)).filter((place) => place >= 0),
    }))
    const yamnet = new Yamnet(await readLiteWeights(named('.tflite')))
    await using file = await SoundFile.open(sound)
    const windows = yamnetWindows(file.length)
    const probabilities = kinds.map(() => new Float32Array(windows))
    for (let from = 0; from < windows; from += PART) {
      signal.throwIfAborted()
      progress(from / windows, 'Listening for sounds')
      const count = Math.min(PART, windows - from)
      const found = await part(`sounds ${from}`, async () => {
        const first = from * YAMNET_HOP
        const samples = await file.read(
          first,
          Math.min(file.length, first + (count - 1) * YAMNET_HOP + YAMNET_WINDOW),
        )
        const { scores, classes } = await yamnet.listen(samples)
        return kinds.map(({ places }) =>
          Float32Array.from({ length: count }, (_, w) =>
            Math.max(0, ...places.map((c) => scores[w * classes + c]!)),
          ),
        )
      })
      for (const [k, values] of found.entries()) probabilities[k]!.set(values, from)
    }
    yamnet.dispose()
    const events = kinds.flatMap(({ id }, k) =>
      joinWindows(probabilities[k]!, options.threshold).map(({ from, to, confidence }) => ({
        kind: id,
        // A window's middle is what it is about; its ends only lend it context.
        start: file.tickAt(Math.max(0, from * YAMNET_HOP + (YAMNET_WINDOW - YAMNET_HOP) / 2)),
        end: file.tickAt(Math.min(file.length, (to - 1) * YAMNET_HOP + (YAMNET_WINDOW + YAMNET_HOP) / 2)),
        confidence,
      })),
    )
    return { events: events.filter((e) => e.end > e.start) }
  },
}
