/** Other people in the same recording, as far as the timeline shows them: where they are and what they hold selected. */
export interface OtherPerson {
  readonly id: string
  readonly name: string
  /** #rrggbb */
  readonly color: string
  /** Their playhead; null when unknown. */
  readonly tick: number | null
  readonly selectionIds: readonly string[]
}
