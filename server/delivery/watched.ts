/** Somebody plays a recording: what is still being prepared of it goes before what nobody is waiting for. */
import { prioritise } from '#server/jobs/queue.ts'
import { log } from '#server/platform/log.ts'

const EVERY = 30_000
const noted = new Map<string, number>()

/** Never delays the answer; asking again within half a minute does nothing. */
export function watched(assetId: string): void {
  const now = Date.now()
  if (now - (noted.get(assetId) ?? Number.NEGATIVE_INFINITY) < EVERY) return
  noted.set(assetId, now)
  if (noted.size > 1000) for (const [id, at] of noted) if (now - at >= EVERY) noted.delete(id)
  prioritise(assetId).catch((error) =>
    log().warn({ err: error, assetId }, 'jobs could not be moved to the front'),
  )
}
