/** An upload in words. Pure. */
import type { UploadState } from '#app/_client/upload.ts'
import type { Text } from '#app/_text/text.ts'
import { bytes, lasting, percent } from '../format.ts'

export function uploadWords(
  upload: UploadState,
  { uploads: t, values }: Pick<Text, 'uploads' | 'values'>,
): string {
  const size = bytes(upload.bytes, values)
  const done = percent(upload.bytes === 0 ? 0 : upload.sent / upload.bytes)
  switch (upload.phase) {
    case 'waiting':
      return t.waiting(size)
    case 'sending': {
      const rate =
        upload.bytesPerSecond === null ? null : `${bytes(Math.round(upload.bytesPerSecond), values)}/s`
      const left = upload.secondsLeft === null ? null : values.left(lasting(upload.secondsLeft))
      return [t.of(done, size), rate, left].filter(Boolean).join(', ')
    }
    case 'retrying':
      return upload.problem ?? t.lostShort
    case 'paused':
      return t.pausedAt(done, size)
    case 'done':
      return upload.duplicate ? t.doneTwin : t.done
    case 'failed':
      return upload.problem ?? t.refused
  }
}
