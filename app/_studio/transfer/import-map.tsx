'use client'
/** What each track and label of a file becomes: two small tables of choices. */
import type { Text } from '#app/_text/text.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select, type SelectOption } from '#app/_ui/select.tsx'
import { Cell, Row, Table } from '#app/_ui/table.tsx'
import {
  fitsKind,
  type ImportMapping,
  kindMade,
  labelKey,
  NEW,
  SKIP,
  type TrackMapping,
} from '#media/core/formats/import-mapping.ts'
import type { Imported, ImportedTrack } from '#media/core/formats/index.ts'
import type { Session } from '../session/session.ts'

export interface ImportMapProps {
  readonly imported: Imported
  readonly mapping: ImportMapping
  readonly session: Session
  readonly onChange: (mapping: ImportMapping) => void
}

/** More label rows than this are folded: nobody maps five hundred by hand, and the guess stands for the rest. */
const SHOWN_LABELS = 100

export function ImportMap({ imported, mapping, session, onChange }: ImportMapProps) {
  const t = useText()
  const { map } = t.transfer
  const labels = session.store.labels.peek().set.labels
  const labelOptions = (fresh: string): SelectOption[] => [
    { value: NEW, label: map.newLabel(fresh) },
    ...labels.map((l) => ({ value: l.id, label: l.name })),
  ]
  const setTrack = (i: number, change: Partial<TrackMapping>): void =>
    onChange(
      withLabels(imported, {
        ...mapping,
        tracks: mapping.tracks.map((t, k) => (k === i ? { ...t, ...change } : t)),
      }),
    )
  const counts = labelCounts(imported, mapping)
  const comments = imported.comments?.length ?? 0
  const bookmarks = imported.bookmarks?.length ?? 0
  return (
    <>
      <Table label={map.tracks} head={map.trackHead}>
        {imported.tracks.map((track, i) => {
          const choice = mapping.tracks[i]!
          return (
            <Row key={`${track.kind}/${track.name}`}>
              <Cell className="max-w-48 truncate font-medium">
                {track.name ? <bdi>{track.name}</bdi> : map.noName}
              </Cell>
              <Cell className="whitespace-nowrap text-ink-2 tabular-nums">{holdingOf(track, t)}</Cell>
              <Cell>
                <Select
                  size="small"
                  className="w-48"
                  label={map.whereGoes(track.name)}
                  value={choice.target}
                  options={targetOptions(track, choice, session, map)}
                  onChange={(target) =>
                    setTrack(i, {
                      target,
                      ...(choice.text === 'speech' && !mayBeSaid(track, target, session) && { text: 'note' }),
                    })
                  }
                />
              </Cell>
              <Cell>
                {choice.target !== SKIP && track.kind !== 'trace' && (
                  <span className="flex gap-1">
                    <Select
                      size="small"
                      className="w-24"
                      label={map.whatText(track.name)}
                      value={choice.text}
                      options={[
                        { value: 'label', label: map.aLabel },
                        {
                          value: 'note',
                          label: map.aNote,
                          hint: map.aNoteHint,
                        },
                        ...(mayBeSaid(track, choice.target, session)
                          ? [{ value: 'speech' as const, label: map.aSaying, hint: map.aSayingHint }]
                          : []),
                      ]}
                      onChange={(text) => setTrack(i, asText(track, text))}
                    />
                    {choice.text === 'speech' && (
                      <Input
                        className="h-7! w-44"
                        dir="auto"
                        maxLength={200}
                        aria-label={map.whoSpeaks(track.name)}
                        placeholder={map.speaker}
                        value={choice.speaker}
                        onChange={(e) => setTrack(i, { speaker: e.target.value })}
                      />
                    )}
                    {choice.text === 'note' && (
                      <Select
                        size="small"
                        className="w-44"
                        label={map.labelFor(track.name)}
                        value={choice.labelId}
                        options={labelOptions(track.name)}
                        onChange={(labelId) => setTrack(i, { labelId })}
                      />
                    )}
                  </span>
                )}
              </Cell>
            </Row>
          )
        })}
      </Table>
      {comments + bookmarks > 0 && (
        <div className="flex items-start gap-6">
          {comments > 0 && (
            <div>
              <Checkbox
                checked={mapping.comments}
                onChange={(wanted) => onChange({ ...mapping, comments: wanted })}
              >
                {t.transfer.comments(comments)}
              </Checkbox>
              <p className="pl-6 text-small text-ink-3">{t.transfer.commentsHint}</p>
            </div>
          )}
          {bookmarks > 0 && (
            <Checkbox
              checked={mapping.bookmarks}
              onChange={(wanted) => onChange({ ...mapping, bookmarks: wanted })}
            >
              {t.transfer.bookmarks(bookmarks)}
            </Checkbox>
          )}
        </div>
      )}
      {counts.length > 0 && (
        <Table label={map.labels} head={map.labelHead}>
          {counts.slice(0, SHOWN_LABELS).map(([text, n]) => (
            <Row key={text}>
              <Cell className="max-w-64 truncate">
                <bdi>{text}</bdi>
              </Cell>
              <Cell className="text-ink-2 tabular-nums">{map.used(n)}</Cell>
              <Cell>
                <Select
                  size="small"
                  className="w-64"
                  label={map.whatBecomes(text)}
                  value={mapping.labels[text] ?? NEW}
                  options={labelOptions(text)}
                  onChange={(id) => onChange({ ...mapping, labels: { ...mapping.labels, [text]: id } })}
                />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      {counts.length > SHOWN_LABELS && (
        <p className="text-small text-ink-3">{map.moreLabels(counts.length - SHOWN_LABELS)}</p>
      )}
    </>
  )
}

function holdingOf(track: ImportedTrack, t: Text): string {
  const values = (track.traces ?? []).reduce((n, stretch) => n + stretch.values.length, 0)
  if (track.kind === 'trace') return t.transfer.values(values)
  return t.transfer.map.holding(track.annotations.length, t.timeline.kindShort[track.kind])
}

/** Whether what the file holds can become what is said: on a transcript, or on a new one. */
function mayBeSaid(track: ImportedTrack, target: string, session: Session): boolean {
  if (track.kind !== 'intervals' && track.kind !== 'transcript') return false
  return target === NEW || session.store.tracks.some((t) => t.id === target && t.kind === 'transcript')
}

/** A tier is often named after who speaks on it. */
const asText = (track: ImportedTrack, text: TrackMapping['text']): Partial<TrackMapping> => ({
  text,
  ...(text === 'speech' && { speaker: track.kind === 'transcript' ? '' : track.name, labelId: NEW }),
})

function targetOptions(
  track: ImportedTrack,
  choice: TrackMapping,
  session: Session,
  map: Text['transfer']['map'],
): SelectOption[] {
  const fitting = session.store.tracks.filter((t) => fitsKind(track.kind, t.kind) && !t.locked)
  return [
    { value: NEW, label: map.newTrack(kindMade(track, choice) === track.kind ? track.name : map.transcript) },
    ...fitting.map((t) => ({ value: t.id, label: t.name })),
    { value: SKIP, label: map.leaveOut },
  ]
}

/** Labels in use by tracks whose text is a label, most used first. */
function labelCounts(imported: Imported, mapping: ImportMapping): [string, number][] {
  const counts = new Map<string, number>()
  for (const [i, track] of imported.tracks.entries()) {
    const choice = mapping.tracks[i]
    if (!choice || choice.target === SKIP || choice.text !== 'label') continue
    for (const a of track.annotations) counts.set(labelKey(a.label), (counts.get(labelKey(a.label)) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** A track switched from note to label brings label texts that the mapping has not seen. */
function withLabels(imported: Imported, mapping: ImportMapping): ImportMapping {
  const missing = labelCounts(imported, mapping).filter(([text]) => mapping.labels[text] === undefined)
  return {
    ...mapping,
    labels: { ...mapping.labels, ...Object.fromEntries(missing.map(([text]) => [text, NEW])) },
  }
}
