/**
 * What lies beside a model's weights: `models/<id>/manifest.json`. It says what the model is for, how its input is made
 * and its output read, under which licence it is used, where it came from, and that its files are whole.
 */
import { z } from 'zod'

export const MODEL_TASKS = [
  ...['vad', 'transcribe', 'embed-speaker', 'classify-audio', 'text-entities'],
  ...['detect', 'segment', 'keypoints', 'classify-frames', 'embed', 'track', 'text-detect'],
] as const
export type ModelTask = (typeof MODEL_TASKS)[number]

/** `hugging-face`: a directory as it is published there. */
export const MODEL_FORMATS = [
  ...['safetensors', 'hugging-face', 'tfjs-graph-model', 'tfjs-layers-model', 'tflite', 'saved-model'],
] as const

export const modelIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'a model id has small letters, digits, dots, - and _')

export const manifestSchema = z.object({
  id: modelIdSchema,
  version: z.string().regex(/^[\w.+-]{1,60}$/, 'a version has letters, digits, dots, + and -'),
  task: z.enum(MODEL_TASKS),
  title: z.string().min(1).max(200),
  /** Which code of media/infer/models runs it: "whisper", "silero-vad". */
  architecture: z.string().min(1).max(80),
  format: z.enum(MODEL_FORMATS),
  /** What it takes. */
  input: z
    .object({
      kind: z.enum(['sound', 'frames', 'text']),
      /** Samples a second, of sound. */
      rate: z.number().positive().optional(),
      /** Width and height in pixels, of frames. */
      size: z.tuple([z.number(), z.number()]).optional(),
    })
    .loose(),
  /** How the input is made of what is recorded; free for the architecture to read. */
  preprocessing: z.record(z.string(), z.unknown()).default({}),
  /** Names of its classes, in the order of its outputs. */
  labels: z.array(z.string().max(200)).max(100_000).default([]),
  /** How its output is read; free for the architecture to read. */
  decoding: z.record(z.string(), z.unknown()).default({}),
  /** SPDX where there is one; "" when nobody said. */
  licence: z.string().max(200),
  /** Where it was taken from. */
  source: z.array(z.string().max(2000)).max(50).default([]),
  /** Every file of it, relative to its folder. */
  files: z.array(
    z.object({
      path: z
        .string()
        .min(1)
        .max(500)
        .refine(
          (name) => !name.startsWith('/') && !name.split(/[/\\]/).includes('..'),
          'a file lies in the folder',
        ),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** How its confidences are made honest; null when they were never compared with the truth. */
  calibration: z
    .object({ method: z.enum(['temperature', 'isotonic', 'none']), parameters: z.array(z.number()) })
    .nullable()
    .default(null),
})
export type ModelManifest = z.infer<typeof manifestSchema>
