'use client'
/** One thread: where it is pinned, what was said by whom and when, and what can be done with it. */
import { CheckCheck, MoreHorizontal, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { addComment, editComment, removeComment, resolveThread } from '#media/core/commands/index.ts'
import type { CommentRecord } from '#media/core/document/records.ts'
import { useLocale, useText } from '../../_text/text-provider.tsx'
import { Avatar } from '../../_ui/avatar.tsx'
import { Button } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Menu, MenuItem } from '../../_ui/menu.tsx'
import { usePeople } from '../inspector/people-context.tsx'
import { useStudio } from '../studio-context.tsx'
import { CommentForm } from './comment-form.tsx'
import { isOwn, type Thread } from './threads.ts'

export function ThreadView({ thread, opened }: { thread: Thread; opened: boolean }) {
  const { session, names } = useStudio()
  const t = useText().marks
  const nameOf = usePeople()
  const { first, answers } = thread
  const [answering, setAnswering] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (opened) row.current?.scrollIntoView({ block: 'center' })
  }, [opened])
  const annotation = first.annotationId ? session.store.annotation(first.annotationId) : undefined
  const label = annotation && session.store.labels.peek().get(annotation.labelId)
  const resolved = first.resolvedBy !== null
  const time = names.format(first.start)
  return (
    <li ref={row} className={cx('border-b border-line px-3 py-2.5', opened && 'bg-accent-soft')}>
      <div className="mb-1.5 flex min-w-0 items-center gap-2">
        <button
          type="button"
          aria-label={t.goTo(time)}
          onClick={() => {
            session.clock.seek(first.start)
            if (annotation) {
              session.select([annotation.id])
              session.bringIntoView([annotation.id])
            }
          }}
          className="shrink-0 rounded-sm font-mono text-small text-accent tabular-nums hover:underline"
        >
          {time}
        </button>
        {label && (
          <span className="flex min-w-0 items-center gap-1 text-small text-ink-2">
            <Swatch color={label.color} className="size-2.5" />
            <span dir="auto" className="truncate">
              {label.name}
            </span>
          </span>
        )}
        {first.annotationId && !annotation && (
          <span className="truncate text-small text-ink-3">{t.gone}</span>
        )}
        <span className="flex-1" />
        {resolved && (
          <span className="truncate text-small text-ok">
            {t.resolvedBy(nameOf(first.resolvedBy as string))}
          </span>
        )}
        {session.editable && (
          <IconButton
            size="small"
            label={resolved ? t.reopen : t.resolve}
            icon={resolved ? <RotateCcw className="size-3.5" /> : <CheckCheck className="size-3.5" />}
            onClick={() =>
              session.run(resolveThread, { id: first.id, userId: resolved ? null : session.user.id })
            }
          />
        )}
      </div>
      <div className="flex flex-col gap-2.5">
        {[first, ...answers].map((comment) => (
          <One key={comment.id} comment={comment} answers={comment === first ? answers.length : 0} />
        ))}
      </div>
      {session.editable &&
        (answering ? (
          <div className="mt-2 pl-7">
            <CommentForm
              label={t.answer}
              placeholder={t.answerPlaceholder}
              submit={t.send}
              onCancel={() => setAnswering(false)}
              onSave={(text) => {
                const result = session.run(addComment, {
                  start: first.start,
                  end: first.end,
                  annotationId: first.annotationId,
                  threadId: first.id,
                  text,
                  at: new Date().toISOString(),
                })
                if (result.ok) setAnswering(false)
                return result.ok
              }}
            />
          </div>
        ) : (
          <Button size="small" variant="quiet" className="mt-1 ml-5" onClick={() => setAnswering(true)}>
            {t.answer}
          </Button>
        ))}
    </li>
  )
}

function One({ comment, answers }: { comment: CommentRecord; answers: number }) {
  const { session } = useStudio()
  const text = useText()
  const t = text.marks
  const locale = useLocale()
  const nameOf = usePeople()
  const [editing, setEditing] = useState(false)
  const own = isOwn(comment, session.user.id)
  const mayRemove = session.editable && (own || ['editor', 'owner'].includes(session.user.role))
  const authorId = comment.authorId ?? session.user.id
  const name = nameOf(authorId)
  const when = new Date(comment.createdAt)
  return (
    <article className="flex gap-2">
      <Avatar id={authorId} name={name} size="small" />
      <div className="min-w-0 flex-1">
        <header className="flex min-h-5 items-center gap-1.5">
          <span dir="auto" className="truncate font-medium">
            {name}
          </span>
          {!Number.isNaN(when.getTime()) && (
            <time dateTime={comment.createdAt} className="shrink-0 text-small text-ink-3">
              {when.toLocaleString(locale, {
                day: 'numeric',
                month: 'short',
                hour: '2-digit',
                minute: '2-digit',
              })}
            </time>
          )}
          <span className="flex-1" />
          {mayRemove && !editing && (
            <Menu
              align="end"
              trigger={
                <IconButton size="small" label={t.more} icon={<MoreHorizontal className="size-3.5" />} />
              }
            >
              {own && <MenuItem onSelect={() => setEditing(true)}>{t.edit}</MenuItem>}
              <MenuItem danger onSelect={() => session.run(removeComment, { id: comment.id })}>
                {answers ? t.removeThread : t.remove}
              </MenuItem>
            </Menu>
          )}
        </header>
        {editing ? (
          <CommentForm
            label={t.editText}
            initial={comment.text}
            submit={text.common.save}
            onCancel={() => setEditing(false)}
            onSave={(next) => {
              if (next.trim() === comment.text) {
                setEditing(false)
                return false
              }
              const result = session.run(editComment, { id: comment.id, text: next })
              if (result.ok) setEditing(false)
              return result.ok
            }}
          />
        ) : (
          <p dir="auto" className="break-words whitespace-pre-wrap">
            {comment.text}
          </p>
        )}
      </div>
    </article>
  )
}
