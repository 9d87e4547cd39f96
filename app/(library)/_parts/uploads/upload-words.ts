/** An upload in words. Pure. */
import type { UploadState } from '#app/_client/upload.ts'
import { bytes, lasting, percent } from '../format.ts'

export function uploadWords(upload: UploadState): string {
  const done = percent(upload.bytes === 0 ? 0 : upload.sent / upload.bytes)
  switch (upload.phase) {
    case 'waiting':
      return `Waiting, ${bytes(upload.bytes)}`
    case 'sending': {
      const rate = upload.bytesPerSecond === null ? null : `${bytes(Math.round(upload.bytesPerSecond))}/s`
      const left = upload.secondsLeft === null ? null : `${lasting(upload.secondsLeft)} left`
      return [`${done} of ${bytes(upload.bytes)}`, rate, left].filter(Boolean).join(', ')
    }
    case 'retrying':
      return upload.problem ?? 'The connection was lost. Goes on by itself.'
    case 'paused':
      return `Paused at ${done} of ${bytes(upload.bytes)}`
    case 'done':
      return upload.duplicate ? 'Done. The same file was here already, so nothing is stored twice.' : 'Done'
    case 'failed':
      return upload.problem ?? 'The server refused this file.'
  }
}
