'use client'
/** An opened playlist: its clips play one after the other; whoever may changes names, order and contents. */
import { ArrowDown, ArrowUp, Link2, ListX, Pencil, Trash2, X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { LabelSet } from '#media/core/document/records.ts'
import { printQuery } from '#media/core/search/print.ts'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Badge } from '../../_ui/badge.tsx'
import { Button, buttonClass } from '../../_ui/button.tsx'
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Input } from '../../_ui/input.tsx'
import { toast } from '../../_ui/toast.tsx'
import type { Clip as DeckClip } from '../clips/clip.ts'
import type { ClipDeck } from '../clips/clip-deck.ts'
import { ClipPlayer } from '../clips/clip-player.tsx'
import { useValue } from '../store/use-value.ts'
import { ClipRow } from './clip-row.tsx'
import { useClipDeck } from './use-clip-deck.ts'

type View = Awaited<ReturnType<typeof trpc.playlists.get.query>>
type Answer = Awaited<ReturnType<typeof trpc.search.find.mutate>>

export interface PlaylistViewProps {
  playlist: View
  labelSet: LabelSet
  /** Of a live one: the first answers. */
  answer: Answer | null
}

interface Item {
  key: string
  recordingId: string
  start: number
  end: number
  name: string
  labelId: string | null
  annotationId: string | null
}

export function PlaylistView({ playlist, labelSet, answer }: PlaylistViewProps) {
  const text = useText()
  const t = text.search
  const router = useRouter()
  const [name, setName] = useState(playlist.name)
  const [naming, setNaming] = useState(false)
  const [clips, setClips] = useState(playlist.clips)
  const [problem, setProblem] = useState<string | null>(null)
  const [removing, setRemoving] = useState(false)
  const labels = useMemo(() => new Map(labelSet.labels.map((label) => [label.id, label])), [labelSet])
  const recordings = useMemo(
    () => new Map([...playlist.recordings, ...(answer?.recordings ?? [])].map((r) => [r.id, r])),
    [playlist, answer],
  )
  const live = playlist.query !== null
  const items = useMemo(
    (): Item[] =>
      live
        ? (answer?.hits ?? []).map((hit) => ({
            key: hit.id,
            recordingId: hit.recordingId,
            ...hit.clip,
            name: hit.labelId === null ? t.comment : (labels.get(hit.labelId)?.name ?? hit.labelId),
            labelId: hit.labelId,
            annotationId: hit.labelId === null ? null : hit.id,
          }))
        : withKeys(clips).map((clip) => ({ ...clip, name: clip.name || t.clips })),
    [live, answer, clips, labels, t],
  )
  const deckClips = useMemo(
    () => items.map(({ key, recordingId, start, end }): DeckClip => ({ key, recordingId, start, end })),
    [items],
  )
  const deck = useClipDeck(deckClips, (id) => recordings.get(id)?.media ?? null)
  const may = playlist.mayChange
  const write = async (change: { name?: string; clips?: View['clips'] }) => {
    setProblem(null)
    try {
      await trpc.playlists.update.mutate({ playlistId: playlist.id, ...change })
    } catch (error) {
      setProblem(sentenceOf(error))
      setClips(playlist.clips)
      setName(playlist.name)
    }
  }
  const change = (next: View['clips']) => {
    setClips(next)
    void write({ clips: next })
  }
  const colorOf = (item: Item) => (item.labelId ? (labels.get(item.labelId)?.color ?? null) : null)
  const whereOf = (item: Item) => recordings.get(item.recordingId)?.name ?? ''
  const rename = () => {
    setNaming(false)
    const next = name.trim()
    if (!next) setName(playlist.name)
    else if (next !== playlist.name) void write({ name: next }).then(() => router.refresh())
  }
  return (
    <div className="pt-5">
      <div className="flex min-h-9 flex-wrap items-center gap-2">
        <Link href={`/p/${playlist.projectId}/playlists`} className="text-ink-3 hover:text-ink">
          {t.playlists}
        </Link>
        <span aria-hidden className="text-ink-3">
          /
        </span>
        {naming ? (
          <Input
            aria-label={t.name}
            autoFocus
            className="h-8 max-w-100"
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename()
              if (event.key === 'Escape') {
                setName(playlist.name)
                setNaming(false)
              }
            }}
          />
        ) : (
          <h2 dir="auto" className="min-w-0 truncate text-title">
            {name}
          </h2>
        )}
        {may && !naming && (
          <IconButton
            size="small"
            label={t.rename}
            icon={<Pencil className="size-3.5" />}
            onClick={() => setNaming(true)}
          />
        )}
        <Badge>{live ? t.live : t.picked}</Badge>
        <span className="flex-1" />
        {playlist.query && (
          <Link
            href={`/p/${playlist.projectId}/search?q=${encodeURIComponent(printQuery(playlist.query))}`}
            className={buttonClass({ variant: 'quiet' })}
          >
            {t.editSearch}
          </Link>
        )}
        <Button
          icon={<Link2 aria-hidden className="size-4" />}
          onClick={() =>
            navigator.clipboard.writeText(window.location.href.replace(/[?#].*/, '')).then(
              () => toast({ title: t.linkCopied }),
              () => toast({ title: window.location.href, kind: 'error' }),
            )
          }
        >
          {t.copyLink}
        </Button>
        {may && (
          <IconButton
            label={t.removePlaylist}
            icon={<Trash2 className="size-4" />}
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {playlist.query && (
        <p className="mt-1 font-mono text-small break-words text-ink-2">{printQuery(playlist.query)}</p>
      )}
      {playlist.author && <p className="text-small text-ink-3">{t.by(playlist.author)}</p>}
      {problem && <ErrorNote className="mt-3">{problem}</ErrorNote>}
      {playlist.missing > 0 && (
        <ErrorNote tone="warn" className="mt-3">
          {t.missing(playlist.missing)}
        </ErrorNote>
      )}
      {items.length === 0 ? (
        <EmptyState
          icon={<ListX className="size-6" />}
          title={t.emptyPlaylist}
          action={
            <Link href={`/p/${playlist.projectId}/search`} className={buttonClass()}>
              {t.search}
            </Link>
          }
        >
          {t.emptyPlaylistHint}
        </EmptyState>
      ) : (
        <div className="mt-4 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px] xl:grid-cols-[minmax(0,1fr)_500px]">
          <div className="order-2 min-w-0 lg:order-1">
            <p className="flex min-h-8 items-center border-b border-line px-2 text-ink-2">
              {live && answer ? t.found(answer.count, answer.recordings.length) : t.clipsCount(items.length)}
            </p>
            {deck && (
              <Items
                deck={deck}
                items={items}
                row={(item, k, current) => (
                  <ClipRow
                    key={item.key}
                    media={recordings.get(item.recordingId)?.media ?? null}
                    name={item.name}
                    color={colorOf(item)}
                    start={item.start}
                    end={item.end}
                    where={whereOf(item)}
                    current={current}
                    onShow={() => void deck.show(k)}
                    after={
                      may && !live ? (
                        <ClipTools
                          name={item.name}
                          first={k === 0}
                          last={k === items.length - 1}
                          onName={(next) => change(clips.map((c, i) => (i === k ? { ...c, name: next } : c)))}
                          onMove={(by) => change(moved(clips, k, k + by))}
                          onRemove={() => change(clips.filter((_, i) => i !== k))}
                        />
                      ) : undefined
                    }
                  />
                )}
              />
            )}
          </div>
          <div className="order-1 min-w-0 lg:sticky lg:top-4 lg:order-2">
            {deck && (
              <ClipPlayer
                deck={deck}
                count={items.length}
                labels={labels}
                title={(at) => {
                  const item = items[at]
                  if (!item) return null
                  const selected = item.annotationId ? `&sel=${item.annotationId}` : ''
                  return {
                    name: item.name,
                    color: colorOf(item),
                    where: whereOf(item),
                    studio: `/studio/${item.recordingId}?at=${item.start}${selected}`,
                  }
                }}
                empty={<p>{t.pickClip}</p>}
              />
            )}
          </div>
        </div>
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t.removePlaylist}
        scope={t.removePlaylistScope(name)}
        confirmLabel={t.removePlaylist}
        danger
        onConfirm={async () => {
          await trpc.playlists.remove.mutate({ playlistId: playlist.id }).catch((error: unknown) => {
            throw new Error(sentenceOf(error))
          })
          router.push(`/p/${playlist.projectId}/playlists`)
          router.refresh()
        }}
      />
    </div>
  )
}

/** A key that goes along when a clip moves; the same clip twice has two. */
function withKeys(clips: View['clips']): (View['clips'][number] & { key: string })[] {
  const seen = new Map<string, number>()
  return clips.map((clip) => {
    const what = `${clip.recordingId} ${clip.start} ${clip.end} ${clip.name}`
    const nth = (seen.get(what) ?? 0) + 1
    seen.set(what, nth)
    return { ...clip, key: `${what} ${nth}` }
  })
}

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list]
  const [one] = next.splice(from, 1)
  if (one !== undefined) next.splice(to, 0, one)
  return next
}

function Items({
  deck,
  items,
  row,
}: {
  deck: ClipDeck
  items: readonly Item[]
  row: (item: Item, at: number, current: boolean) => React.ReactNode
}) {
  const t = useText().search
  const at = useValue(deck.at)
  return <ol aria-label={t.clips}>{items.map((item, k) => row(item, k, k === at))}</ol>
}

interface ClipToolsProps {
  name: string
  first: boolean
  last: boolean
  onName: (name: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function ClipTools({ name, first, last, onName, onMove, onRemove }: ClipToolsProps) {
  const t = useText().search
  const [typed, setTyped] = useState<string | null>(null)
  if (typed !== null)
    return (
      <Input
        aria-label={t.clipName}
        autoFocus
        className="w-44"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          setTyped(null)
          if (typed.trim() && typed.trim() !== name) onName(typed.trim())
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
    )
  return (
    <span className="flex shrink-0 items-center">
      <IconButton
        size="small"
        label={t.rename}
        icon={<Pencil className="size-3.5" />}
        onClick={() => setTyped(name)}
      />
      <IconButton
        size="small"
        label={t.moveUp}
        disabled={first}
        icon={<ArrowUp className="size-3.5" />}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="small"
        label={t.moveDown}
        disabled={last}
        icon={<ArrowDown className="size-3.5" />}
        onClick={() => onMove(1)}
      />
      <IconButton size="small" label={t.removeClip} icon={<X className="size-3.5" />} onClick={onRemove} />
    </span>
  )
}
