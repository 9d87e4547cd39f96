/** The thread that computes spectrograms and loudness, apart from the one that answers requests. One order at a time. */

import { promisify } from 'node:util'
import { parentPort } from 'node:worker_threads'
import { gzip } from 'node:zlib'
import { encodeLoudness } from '#media/core/sound/loudness.ts'
import type { SpectrumKind } from '#media/core/sound/spectrum.ts'
import { MediaError } from '#media/ingest/index.ts'
import {
  type LoudnessPlan,
  makeCloseTile,
  makeSpectrumTile,
  measureLoudness,
} from '#media/ingest/sound-tiles/make.ts'
import type { SoundPlace } from '#media/ingest/sound-tiles/plan.ts'

export type SoundOrder =
  | {
      readonly make: 'spectrum'
      readonly place: SoundPlace
      readonly kind: SpectrumKind
      readonly level: number
      readonly tile: number
    }
  | { readonly make: 'close'; readonly place: SoundPlace; readonly tile: number }
  | { readonly make: 'loudness'; readonly plan: LoudnessPlan }

/** `zipped`, or a plain sentence. */
export type SoundAnswer = { readonly zipped: Uint8Array } | { readonly problem: string }

parentPort?.on('message', (order: SoundOrder) => {
  void answer(order).then((done) => parentPort!.postMessage(done))
})

async function answer(order: SoundOrder): Promise<SoundAnswer> {
  try {
    return { zipped: await promisify(gzip)(await bytesOf(order), { level: 3 }) }
  } catch (error) {
    if (error instanceof MediaError) return { problem: error.message }
    throw error
  }
}

async function bytesOf(order: SoundOrder): Promise<Uint8Array> {
  switch (order.make) {
    case 'spectrum':
      return makeSpectrumTile(order.place, order.kind, order.level, order.tile)
    case 'close':
      return makeCloseTile(order.place, order.tile)
    case 'loudness':
      return encodeLoudness(await measureLoudness(order.plan))
  }
}
