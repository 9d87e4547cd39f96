'use client'
/** Asks before a track goes with what is on it. */
import { removeTrack } from '#media/core/commands/index.ts'
import { useText } from '../../_text/text-provider.tsx'
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function RemoveTrack() {
  const t = useText().timeline
  const { timeline, session } = useStudio()
  const id = useValue(timeline.trackUi.removing)
  const track = id === null ? undefined : session.store.track(id)
  const count = track ? session.store.lanesOf(track.id).reduce((n, [, lane]) => n + lane.size, 0) : 0
  return (
    <ConfirmDialog
      open={track !== undefined}
      onOpenChange={(open) => {
        if (!open) timeline.trackUi.removing.value = null
      }}
      title={t.removeTitle(track?.name ?? '')}
      scope={count ? t.removeScope(count) : t.removeTraces}
      confirmLabel={t.removeTrack}
      danger
      onConfirm={() => {
        if (!track) return
        const done = session.run(removeTrack, { id: track.id, annotations: 'remove' })
        if (!done.ok) throw new Error(done.message)
      }}
    />
  )
}
