/** Annotations as files of other programs' formats, and ours. */

export { exportInputOf } from './export-input.ts'
export { type MadeExport, makeExport } from './make-export.ts'
