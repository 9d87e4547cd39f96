/** Annotations as files of other programs' formats, and ours. */
export { exportRecording, type MadeExport, makeExport } from './make-export.ts'
