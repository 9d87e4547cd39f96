/** What can be chosen, by name. */
export interface QueryChoices {
  readonly label: readonly string[]
  readonly track: readonly string[]
  readonly author: readonly string[]
  readonly recording: readonly string[]
  readonly attributes: readonly string[]
}
