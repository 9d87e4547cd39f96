'use client'
/** Why something was not done, said where it was tried: at the annotation in the way, else at the pointer. */
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { Kbd } from '../../_ui/kbd.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

const STAYS_MS = 7000
const WIDTH = 320

export function NoticeBubble() {
  const { session, timeline, editor, keys } = useStudio()
  const text = useText()
  const t = text.editing.refused
  const chord = keys.chordFor('edit.in-the-way')
  const notice = useValue(session.notice)
  useEffect(() => {
    if (!notice || notice.kind === 'set-aside') return
    const timer = setTimeout(() => session.dismissNotice(), STAYS_MS)
    return () => clearTimeout(timer)
  }, [notice, session])
  const there =
    notice?.annotationId &&
    session.store.annotation(notice.annotationId) &&
    !session.selection.peek().has(notice.annotationId)
  const place = notice ? placeOf(timeline, notice.annotationId) : null
  return (
    <div aria-live="polite" className="contents">
      {notice && place && (
        <div
          key={notice.id}
          role="status"
          style={{ left: place.x, top: place.y, width: WIDTH }}
          className={cx(
            'absolute z-30 flex items-start gap-2 rounded-md bg-raised py-2 pr-2 pl-3 shadow-float',
            notice.kind === 'refused' ? 'border-l-2 border-warn' : 'border-l-2 border-danger',
          )}
        >
          <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
            {notice.rule && t.rules[notice.rule] && (
              <p className="text-small font-medium text-warn">{t.rules[notice.rule]}</p>
            )}
            <p className="text-ink">{notice.message}</p>
            {there && (
              <button
                type="button"
                onClick={() => editor.showInTheWay()}
                className="flex items-center gap-1.5 rounded-sm text-small text-ink-2 hover:text-ink"
              >
                {t.show}
                {chord && <Kbd keys={chord} />}
              </button>
            )}
          </div>
          <button
            type="button"
            aria-label={text.ui.closeMessage}
            onClick={() => session.dismissNotice()}
            className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </div>
      )}
    </div>
  )
}

function placeOf(
  timeline: ReturnType<typeof useStudio>['timeline'],
  id: string | null,
): { x: number; y: number } {
  const { width, height } = timeline.size.peek()
  const hover = timeline.hover.peek()
  const a = id ? timeline.session.store.annotation(id) : undefined
  const row = a && timeline.placedRows().find((r) => r.id === a.trackId)
  const x = a ? timeline.scale.xOf((a.start + a.end) / 2) : (hover?.x ?? width / 2)
  const y = row ? row.y + row.height + 4 : (hover?.y ?? 40) + 12
  return {
    x: Math.max(8, Math.min(width - WIDTH - 8, x - WIDTH / 2)),
    y: Math.max(8, Math.min(height - 64, y)),
  }
}
