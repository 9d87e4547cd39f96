'use client'
/** The tags of an utterance as chips: what it is, on which track and by whom; one's own are taken away here. */
import { X } from 'lucide-react'
import { remove } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { tagsOf } from './tags-of.ts'

export function TagChips({ utterance }: { utterance: AnnotationRecord }) {
  const t = useText().entities
  const { session } = useStudio()
  const book = useValue(session.store.labels)
  useValue(session.store.version)
  const layerId = useValue(session.activeLayerId)
  const tags = tagsOf(session.store, utterance)
  if (!tags.length) return null
  return (
    <ul aria-label={t.tags} className="flex flex-wrap gap-1">
      {tags.map((tag) => {
        const name = book.nameOf(tag.labelId)
        const about = `${session.store.track(tag.trackId)?.name ?? ''} · ${session.store.layer(tag.layerId)?.name ?? ''}`
        return (
          <li
            key={tag.id}
            title={about}
            className="flex h-6 items-center gap-1.5 rounded-sm bg-sunken pr-1 pl-1.5 text-small"
          >
            <Swatch color={book.get(tag.labelId)?.color ?? '#777777'} />
            <button type="button" className="hover:underline" onClick={() => session.select([tag.id])}>
              <bdi>{name}</bdi>
            </button>
            {session.editable && tag.layerId === layerId && (
              <button
                type="button"
                aria-label={t.removeTag(name)}
                className="rounded-xs text-ink-3 hover:text-ink"
                onClick={() => session.run(remove, { ids: [tag.id] })}
              >
                <X aria-hidden className="size-3" />
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
