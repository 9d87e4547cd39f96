'use client'
/** The tab of comments: threads in order of time, a new one at the playhead or on the selected, bookmarks below. */
import { MessageSquarePlus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { addComment } from '#media/core/commands/index.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { BookmarkList } from './bookmark-list.tsx'
import { CommentForm } from './comment-form.tsx'
import { beginComment } from './marks-keys.ts'
import { ThreadView } from './thread-view.tsx'
import { filterThreads, type ThreadFilter, threadsOf } from './threads.ts'

export function CommentsPanel() {
  const { session, keys, names, panel } = useStudio()
  const t = useText().marks
  const version = useValue(session.store.marksVersion)
  useValue(names.mode)
  const [filter, setFilter] = useState<ThreadFilter>('open')
  const [opened, setOpened] = useState<string | null>(null)
  const about = useValue(panel.commenting)
  const asked = useValue(panel.thread)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the comments
  const threads = useMemo(() => threadsOf(session.store.comments), [session, version])
  const shown = filterThreads(threads, filter, session.user.id)

  useEffect(() => {
    if (asked === null) return
    const thread = threads.find(({ first, answers }) => [first, ...answers].some((c) => c.id === asked))
    panel.thread.value = null
    if (!thread) return
    setFilter(thread.first.resolvedBy === null ? 'open' : 'resolved')
    setOpened(thread.first.id)
  }, [asked, threads, panel])
  const leave = () => {
    panel.commenting.value = null
  }
  const save = (text: string) => {
    if (!about) return false
    const result = session.run(addComment, {
      start: about.start,
      end: about.end,
      annotationId: about.annotationId,
      threadId: null,
      text,
      at: new Date().toISOString(),
    })
    if (!result.ok) return false
    leave()
    setFilter('open')
    return true
  }
  const chord = keys.chordFor('marks.comment')
  const annotation = about?.annotationId ? session.store.annotation(about.annotationId) : undefined
  const label =
    annotation && (session.store.labels.peek().get(annotation.labelId)?.name ?? annotation.labelId)
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <Segmented
          fill
          size="small"
          label={t.show}
          value={filter}
          options={(['open', 'mine', 'resolved'] as const).map((value) => ({
            value,
            label: t.filters[value],
          }))}
          onChange={setFilter}
        />
        {about ? (
          <div className="flex flex-col gap-1.5">
            <p className="truncate text-small text-ink-2">
              {label && `${t.on(label)} `}
              {t.at(names.format(about.start))}
            </p>
            <CommentForm
              label={t.text}
              placeholder={t.placeholder}
              submit={t.add}
              onSave={save}
              onCancel={leave}
            />
          </div>
        ) : (
          session.editable && (
            <Button
              icon={<MessageSquarePlus aria-hidden className="size-4" />}
              onClick={() => beginComment(session, panel)}
            >
              {t.add} {chord && <Kbd keys={chord} />}
            </Button>
          )
        )}
      </div>
      {shown.length ? (
        <ol aria-label={t.comments}>
          {shown.map((thread) => (
            <ThreadView key={thread.first.id} thread={thread} opened={opened === thread.first.id} />
          ))}
        </ol>
      ) : (
        <EmptyState title={t.none[filter]} className="py-8">
          {t.noneHint}
        </EmptyState>
      )}
      <BookmarkList />
    </div>
  )
}
