/** Presence over tRPC. Its stream is taken up again by itself; nothing is lost with what it missed. */
import { trpc } from '#app/_client/trpc.ts'
import type { PresenceTransport, Told } from './presence.ts'

const AGAIN_MS = 5000

export function trpcPresence(recordingId: string): PresenceTransport {
  return {
    say: (where) =>
      trpc.presence.say.mutate({ recordingId, ...where, selectionIds: [...where.selectionIds] }),
    watch(clientId, told) {
      let over = false
      let timer: ReturnType<typeof setTimeout> | null = null
      let subscription: { unsubscribe(): void } | null = null
      const again = () => {
        subscription?.unsubscribe()
        told([])
        if (!over) timer = setTimeout(listen, AGAIN_MS)
      }
      const listen = () => {
        subscription = trpc.presence.watch.subscribe(
          { recordingId, clientId },
          { onData: (others: readonly Told[]) => told(others), onError: again, onComplete: again },
        )
      }
      listen()
      return {
        [Symbol.dispose]() {
          over = true
          if (timer) clearTimeout(timer)
          subscription?.unsubscribe()
        },
      }
    },
  }
}
