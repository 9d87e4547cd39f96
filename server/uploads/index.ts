/** Resumable uploads (tus) under /upload. */
export { handleUpload } from './handle-upload.ts'
export { adoptFinishedUploads, removeAbandonedUploads, startUploadCare } from './sweep.ts'
export { type UploadView, uploadsOf } from './uploads-of.ts'
