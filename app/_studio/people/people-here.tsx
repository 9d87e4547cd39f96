'use client'
/** Who else is here, as avatars: what they do in the tooltip, following them by a click. */
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Avatar } from '../../_ui/avatar.tsx'
import { cx } from '../../_ui/cx.ts'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { Other } from './presence.ts'

/** More avatars than this are a number. */
const MOST = 5

export function PeopleHere() {
  const { presence, session } = useStudio()
  const t = useText().people.presence
  const others = useValue(presence.others)
  const following = useValue(presence.following)
  useStopByActing()
  const shown = others.slice(0, MOST)
  return (
    <section
      data-keeps-following
      data-testid="people-here"
      className="flex shrink-0 items-center gap-1.5"
      aria-label={t.here}
    >
      <div className="flex items-center gap-1">
        <Tooltip content={t.you(session.user.name)}>
          <span className="inline-flex rounded-full opacity-80">
            <Avatar id={session.user.id} name={session.user.name} size="small" />
          </span>
        </Tooltip>
        {shown.map((other) => (
          <Person key={other.userId} other={other} followed={other.userId === following} />
        ))}
        {others.length > MOST && (
          <span className="text-small text-ink-3 tabular-nums">+{others.length - MOST}</span>
        )}
      </div>
    </section>
  )
}

function Person({ other, followed }: { other: Other; followed: boolean }) {
  const { presence } = useStudio()
  const t = useText().people.presence
  return (
    <Tooltip content={<Doing other={other} followed={followed} />}>
      <button
        type="button"
        data-person={other.userId}
        aria-pressed={followed}
        aria-label={t.followName(other.name)}
        onClick={() => (followed ? presence.unfollow() : presence.follow(other.userId))}
        className={cx(
          'inline-flex rounded-full ring-2 transition-shadow',
          followed ? 'ring-accent' : 'ring-transparent hover:ring-line-2',
        )}
      >
        <span aria-hidden className="contents">
          <Avatar id={other.userId} name={other.name} size="small" />
        </span>
      </button>
    </Tooltip>
  )
}

function Doing({ other, followed }: { other: Other; followed: boolean }) {
  const { session, names } = useStudio()
  const t = useText().people.presence
  const track = other.trackId ? session.store.track(other.trackId)?.name : undefined
  const layer = other.layerId ? session.store.layer(other.layerId)?.name : undefined
  const time = names.format(other.tick)
  const parts = [
    other.playing ? t.playing(time) : t.at(time),
    track && t.onTrack(track),
    layer && layer !== other.name && t.inLayer(layer),
    other.selectionIds.length > 0 && t.selected(other.selectionIds.length),
  ].filter(Boolean)
  return (
    <span className="flex flex-col gap-0.5 py-0.5">
      <span dir="auto" className="font-medium">
        {other.name}
      </span>
      <span className="text-ink-2 tabular-nums">{parts.join(' · ')}</span>
      <span className="text-ink-3">{followed ? t.stop : t.follow}</span>
    </span>
  )
}

/** The clear way out, over the picture: whom one follows, and one press to stop. */
export function FollowingChip() {
  const { presence } = useStudio()
  const t = useText().people.presence
  const following = useValue(presence.following)
  const other = useValue(presence.others).find((o) => o.userId === following)
  if (!other) return null
  return (
    <div
      data-keeps-following
      role="status"
      data-testid="following"
      className="pointer-events-none absolute inset-x-0 top-3 z-20 flex justify-center"
    >
      <button
        type="button"
        onClick={() => presence.unfollow()}
        className="pointer-events-auto flex h-7 items-center gap-2 rounded-full border-2 bg-raised pr-2 pl-1.5 text-small text-ink shadow-float"
        style={{ borderColor: other.color }}
      >
        <Avatar id={other.userId} name={other.name} size="small" />
        {t.following(other.name)}
        <X aria-hidden className="size-3.5 text-ink-3" />
        <span className="sr-only">{t.stop}</span>
      </button>
    </div>
  )
}

/** Whoever acts goes their own way again: any press, key or turn of the wheel outside the avatars. */
function useStopByActing(): void {
  const { presence } = useStudio()
  const following = useValue(presence.following)
  useEffect(() => {
    if (following === null) return
    const stop = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null
      const here = target?.closest('[data-keeps-following]')
      if (event instanceof KeyboardEvent) {
        if (/^(Shift|Control|Alt|Meta|Tab)/.test(event.key)) return
        // The avatar keeps the focus after it was pressed; its own keys press it again.
        if (here && (event.key === 'Enter' || event.key === ' ')) return
      } else if (here) return
      presence.unfollow()
    }
    const names = ['pointerdown', 'keydown', 'wheel'] as const
    for (const name of names) window.addEventListener(name, stop, { capture: true, passive: true })
    return () => {
      for (const name of names) window.removeEventListener(name, stop, { capture: true })
    }
  }, [following, presence])
}
