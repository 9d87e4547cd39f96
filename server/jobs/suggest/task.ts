/**
 * What can be suggested: a pipeline, what a person may choose of it, and how its result becomes records of a layer.
 * Plain data and pure functions, so that pages can show a task without anything of a model being loaded.
 */
import type { SoundInput } from '#media/infer/pipelines/pipeline.ts'
import type { Suggesting } from './suggesting.ts'

interface FieldBase {
  readonly key: string
  /** In English; the interface says it in its language by `suggest.words`. */
  readonly title: string
  readonly hint?: string
}

/** A field of the dialog. */
export type OptionField = FieldBase &
  (
    | {
        readonly kind: 'number'
        readonly min: number
        readonly max: number
        readonly step: number
        readonly unit?: string
        readonly default: number
      }
    | {
        readonly kind: 'choice'
        readonly choices: readonly { readonly value: string; readonly title: string }[]
        readonly default: string
      }
    | { readonly kind: 'text'; readonly lines: number; readonly most: number; readonly default: string }
    | { readonly kind: 'boolean'; readonly default: boolean }
    /** How many people speak; null leaves it to the model. */
    | { readonly kind: 'speakers'; readonly default: number | null }
  )

export type OptionValue = number | string | boolean | null
export type OptionValues = Readonly<Record<string, OptionValue>>

/** What every pipeline of a task that needs sound is given. */
export interface SuggestInput {
  readonly sound: SoundInput
  /** Id of the model that was chosen; null for a task that works without. */
  readonly model: string | null
  readonly options: OptionValues
}

export interface SuggestTask<O> {
  /** Folder-like: "transcribe". */
  readonly id: string
  /** In English, as a command: "Write down what is said". */
  readonly title: string
  readonly needs: 'sound'
  /** Task of a model that it takes; null when it needs none. */
  readonly modelTask: string | null
  /** Whether it does something without a model too. */
  readonly modelOptional?: boolean
  /** Id of a pipeline of media/infer. */
  readonly pipeline: string
  readonly options: readonly OptionField[]
  /**
   * What the pipeline is given besides sound, model and options: enrolled voices, the present transcript. Plain data.
   * @param about whose recording it is, and where
   */
  more?(about: { projectId: string; recordingId: string; assetId: string }): Promise<Record<string, unknown>>
  /** Puts the result into the layer. @returns the layer's name, and what to say is in it: "412 utterances" */
  records(output: O, suggesting: Suggesting): { layerName: string; what: string }
}
