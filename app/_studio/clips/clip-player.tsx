'use client'
/** The picture of the clip that is on, with what is around it and the keys that go on to the next one. */
import { Clapperboard, ListVideo, Pause, SkipBack, SkipForward } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button, buttonClass } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Select } from '../../_ui/select.tsx'
import { KeyRegistry } from '../keys/keys.ts'
import { PicturePane } from '../player/picture-pane.tsx'
import { useValue } from '../store/use-value.ts'
import { ROLLS } from './clip.ts'
import type { ClipDeck } from './clip-deck.ts'
import { ClipStrip } from './clip-strip.tsx'

export interface ClipPlayerProps {
  deck: ClipDeck
  /** Of the whole answer, where not all of it is loaded. */
  count: number
  labels: ReadonlyMap<string, { name: string; color: string }>
  /** What the clip at a place is called and where it is. */
  title: (at: number) => { name: string; color: string | null; where: string; studio: string } | null
  empty: ReactNode
}

export function ClipPlayer({ deck, count, labels, title, empty }: ClipPlayerProps) {
  const t = useText().search
  const at = useValue(deck.at)
  const player = useValue(deck.player)
  const running = useValue(deck.running)
  const problem = useValue(deck.problem)
  const roll = useValue(deck.roll)
  const keys = useMemo(() => new KeyRegistry(), [])
  useEffect(() => {
    const group = t.clips
    const commands = keys.register(
      { id: 'clips.next', title: t.nextClip, group, keys: ['N', 'PageDown'], run: () => deck.next() },
      {
        id: 'clips.previous',
        title: t.previousClip,
        group,
        keys: ['P', 'PageUp'],
        run: () => deck.previous(),
      },
      {
        id: 'clips.play-all',
        title: t.playAll,
        group,
        keys: ['Shift+P'],
        run: () => (deck.running.peek() ? deck.pause() : deck.playAll()),
      },
    )
    const attached = keys.attach(window)
    return () => {
      attached[Symbol.dispose]()
      commands[Symbol.dispose]()
    }
  }, [keys, deck, t])
  const clip = deck.clips[at] ?? null
  const said = at < 0 ? null : title(at)
  return (
    <section aria-label={t.player} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex h-10 items-center gap-2 border-b border-line px-3">
        {said ? (
          <>
            {said.color && <Swatch color={said.color} />}
            <span dir="auto" className="min-w-0 truncate font-medium">
              {said.name}
            </span>
            <span className="min-w-0 flex-1 truncate text-small text-ink-3">{said.where}</span>
            <span className="shrink-0 text-small text-ink-3 tabular-nums">{t.place(at + 1, count)}</span>
          </>
        ) : (
          <span className="text-ink-3">{t.noClipYet}</span>
        )}
      </div>
      <div className="relative flex aspect-video flex-col bg-sunken [&>section]:size-full">
        {player?.manifest ? (
          <PicturePane
            key={player.recordingId}
            clock={player.clock}
            manifest={player.manifest}
            baseUrl={player.baseUrl}
            keys={keys}
            scheduler={deck.scheduler}
            className="flex-1"
          />
        ) : (
          <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center text-ink-3">
            {problem ? (
              <ErrorNote>{problem}</ErrorNote>
            ) : at < 0 ? (
              <>
                <Clapperboard aria-hidden className="size-6" />
                {empty}
              </>
            ) : (
              <p role="status">{t.loadingClip}</p>
            )}
          </div>
        )}
      </div>
      {clip && (
        <ClipStrip clip={clip} labels={labels} clock={player?.clock ?? null} scheduler={deck.scheduler} />
      )}
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
        <IconButton
          label={t.previousClip}
          keys="P"
          icon={<SkipBack className="size-4" />}
          disabled={at <= 0}
          onClick={() => deck.previous()}
        />
        <Button
          variant="primary"
          disabled={!deck.clips.length}
          icon={
            running ? <Pause aria-hidden className="size-4" /> : <ListVideo aria-hidden className="size-4" />
          }
          onClick={() => (running ? deck.pause() : deck.playAll())}
        >
          {running ? t.pauseAll : t.playAll}
        </Button>
        <IconButton
          label={t.nextClip}
          keys="N"
          icon={<SkipForward className="size-4" />}
          disabled={at < 0 || at + 1 >= deck.clips.length}
          onClick={() => deck.next()}
        />
        <Select
          size="small"
          label={t.roll}
          value={String(ROLLS.indexOf(roll))}
          options={ROLLS.map((r, i) => ({ value: String(i), label: t.rollOf(r.before) }))}
          onChange={(i) => {
            deck.roll.value = ROLLS[Number(i)]!
          }}
          className="w-auto!"
        />
        <span className="flex-1" />
        {said && (
          <Link href={said.studio} className={buttonClass({ variant: 'quiet' })}>
            {t.openInStudio}
          </Link>
        )}
      </div>
    </section>
  )
}
