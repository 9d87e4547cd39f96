'use client'
/** The panel with the table twin of one track, the active one at first. */
import { useContext, useMemo, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Select } from '../../_ui/select.tsx'
import { PeopleContext } from '../inspector/people-context.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { annotationRows } from './annotation-rows.ts'
import type { TwinSort } from './rows.ts'
import { traceRows } from './trace-rows.ts'
import { TwinGrid } from './twin-grid.tsx'

const BY_START: TwinSort = { column: 'start', down: false }

export function TableView() {
  const { session, timeline, names } = useStudio()
  const t = useText().table
  const mode = useValue(names.mode)
  const tracks = useValue(session.store.trackList)
  const activeId = useValue(session.activeTrackId)
  const hidden = useValue(timeline.tracks.hiddenLayers)
  const labels = useValue(session.store.labels)
  useValue(session.selection)
  const people = useContext(PeopleContext)
  const track = tracks.find((one) => one.id === activeId) ?? tracks[0]
  const version = useValue(session.store.trackVersion(track?.id ?? ''))
  const [sort, setSort] = useState<TwinSort>(BY_START)
  // biome-ignore lint/correctness/useExhaustiveDependencies: version, labels and mode say when the rows have changed
  const rows = useMemo(() => {
    if (!track) return null
    const shared = { session, names, track, words: t.words, hidden }
    return track.kind === 'trace' ? traceRows(shared) : annotationRows({ ...shared, timeline, sort, people })
  }, [track, version, labels, mode, sort, hidden, people, t, session, timeline, names])
  if (!track || !rows) return <p className="p-4 text-ink-2">{t.noTracks}</p>
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-2 px-3 py-2">
        <Select
          label={t.track}
          size="small"
          value={track.id}
          options={tracks.map((one) => ({ value: one.id, label: <span dir="auto">{one.name}</span> }))}
          onChange={(id) => {
            session.activeTrackId.value = id
            setSort(BY_START)
          }}
        />
        <span aria-live="polite" className="shrink-0 text-small text-ink-3">
          {t.rows(rows.count)}
        </span>
      </div>
      <TwinGrid
        key={track.id}
        label={t.label(track.name)}
        rows={rows}
        sort={track.kind === 'trace' ? null : sort}
        onSort={setSort}
      />
    </div>
  )
}
