/** Keys of comments and bookmarks. A bookmark is set at once; its name can be written later. */
import { effect } from '@preact/signals-core'
import { addBookmark } from '#media/core/commands/index.ts'
import type { Text } from '../../_text/text.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import type { SidePanelState } from '../shell/side-panel-state.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { shownFrame } from '../tools/shown-frame.ts'
import { bookmarkBeside } from './threads.ts'

export interface MarksKeysOptions {
  readonly keys: KeyRegistry
  readonly session: Session
  readonly timeline: Timeline
  readonly panel: SidePanelState
  readonly text: Text
}

/** A new comment: on the first selected annotation, else on the frame that is shown. */
export function beginComment(session: Session, panel: SidePanelState): void {
  const [id] = session.selection.peek()
  const annotation = id ? session.store.annotation(id) : undefined
  const { start } = shownFrame(session)
  panel.commenting.value = annotation
    ? { start: annotation.start, end: annotation.end, annotationId: annotation.id }
    : { start, end: start, annotationId: null }
  panel.show('comments')
}

export function registerMarksKeys({ keys, session, timeline, panel, text }: MarksKeysOptions): Disposable {
  const t = text.marks
  const group = t.group
  const go = (direction: -1 | 1) => () => {
    const next = bookmarkBeside(session.store.bookmarks, shownFrame(session).start, direction)
    if (next) session.clock.seek(next.at)
  }
  const stack = new DisposableStack()
  stack.use(
    keys.register(
      {
        id: 'marks.comment',
        title: t.newComment,
        group,
        keys: ['Alt+C'],
        repeat: false,
        enabled: () => session.editable,
        run: () => beginComment(session, panel),
      },
      {
        id: 'marks.bookmark',
        title: t.addBookmark,
        group,
        keys: ['Alt+B'],
        repeat: false,
        enabled: () => session.editable,
        run: () => void session.run(addBookmark, { at: shownFrame(session).start, name: '' }),
      },
      { id: 'marks.next-bookmark', title: t.nextBookmark, group, keys: ['Alt+PageDown'], run: go(1) },
      { id: 'marks.previous-bookmark', title: t.previousBookmark, group, keys: ['Alt+PageUp'], run: go(-1) },
    ),
  )
  stack.defer(
    effect(() => {
      const id = timeline.openThread.value
      if (id === null) return
      panel.thread.value = id
      panel.show('comments')
      timeline.openThread.value = null
    }),
  )
  return stack
}
