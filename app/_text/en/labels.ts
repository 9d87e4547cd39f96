/** Labels, tracks and their rules: the editor of the schema, its versions, and what a change does to annotations. */
export const labels = {
  changedWhileOpen: (version: number) => `Labels changed: version ${version}`,
  changedWhileOpenMore: 'Keys and labels are up to date. What you had not saved yet was carried over.',
}
