/**
 * The project's schema while the studio is open: saved by anybody, it is here at once. Keys, codebook and menus follow;
 * changes that are not saved yet are fitted to it.
 */
import { trpc } from '#app/_client/trpc.ts'
import { currentText } from '../../_text/current-text.ts'
import { toast } from '../../_ui/toast.tsx'
import type { KeyRegistry } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'

const AGAIN_MS = 5000

export interface FollowLabels {
  readonly projectId: string
  readonly session: Session
  readonly keys: KeyRegistry
}

export function followLabels({ projectId, session, keys }: FollowLabels): Disposable {
  const { labels } = session.store
  let over = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let subscription: { unsubscribe(): void } | null = null
  const stop = labels.subscribe((book) => keys.setSchemaKeys(book.set.keys))

  const take = async (version: number): Promise<void> => {
    if (version <= labels.peek().set.version) return
    const set = await trpc.projects.labelSet.get.query({ projectId })
    if (over || !session.setLabels(set)) return
    const t = currentText()
    toast({ title: t.labels.changedWhileOpen(set.version), description: t.labels.changedWhileOpenMore })
  }
  // Cut off or signed out: asked again until it answers, and the first answer says what was missed.
  const again = (): void => {
    subscription?.unsubscribe()
    subscription = null
    if (over || timer) return
    timer = setTimeout(() => {
      timer = null
      listen()
    }, AGAIN_MS)
  }
  const listen = (): void => {
    if (over) return
    subscription = trpc.labels.watch.subscribe(
      { projectId },
      { onData: ({ version }) => void take(version).catch(again), onError: again },
    )
  }
  listen()
  return {
    [Symbol.dispose]() {
      over = true
      stop()
      if (timer) clearTimeout(timer)
      subscription?.unsubscribe()
    },
  }
}
