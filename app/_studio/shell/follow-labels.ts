/**
 * The project's schema while the studio is open: saved by anybody, it is here at once. Keys, codebook and menus follow;
 * changes that are not saved yet are fitted to it.
 */
import { trpc } from '#app/_client/trpc.ts'
import { currentText } from '../../_text/current-text.ts'
import { toast } from '../../_ui/toast.tsx'
import type { KeyRegistry } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import type { StudioNews } from './studio-news.ts'

const AGAIN_MS = 5000

export interface FollowLabels {
  readonly projectId: string
  readonly news: StudioNews
  readonly session: Session
  readonly keys: KeyRegistry
}

export function followLabels({ projectId, news, session, keys }: FollowLabels): Disposable {
  const { labels } = session.store
  let over = false
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = labels.subscribe((book) => keys.setSchemaKeys(book.set.keys))

  const take = async (version: number): Promise<void> => {
    if (version <= labels.peek().set.version) return
    const set = await trpc.projects.labelSet.get.query({ projectId })
    if (over || !session.setLabels(set)) return
    const t = currentText()
    toast({ title: t.labels.changedWhileOpen(set.version), description: t.labels.changedWhileOpenMore })
  }
  const heard = (version: number): void => {
    void take(version).catch(() => {
      // The server did not answer; asked again until it does.
      if (!over && !timer)
        timer = setTimeout(() => {
          timer = null
          heard(version)
        }, AGAIN_MS)
    })
  }
  const subscription = news.on('labels', ({ version }) => heard(version))
  return {
    [Symbol.dispose]() {
      over = true
      stop()
      if (timer) clearTimeout(timer)
      subscription[Symbol.dispose]()
    },
  }
}
