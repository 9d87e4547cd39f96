'use client'
/** The panel beside the picture: inspector, transcript where there is one, table of the track, labels, comments, search, history. */
import { useText } from '../../_text/text-provider.tsx'
import { Tabs } from '../../_ui/tabs.tsx'
import { Codebook } from '../codebook/codebook.tsx'
import { HistoryList } from '../history/history-list.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { CommentsPanel } from '../marks/comments-panel.tsx'
import { SearchPanel } from '../search/search-panel.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { TableView } from '../table/table-view.tsx'
import { TranscriptPanel } from '../transcript/transcript-panel.tsx'

export function SidePanel({ projectId }: { projectId: string }) {
  const { panel, session } = useStudio()
  const { marks, search, studio, transcript } = useText()
  const tracks = useValue(session.store.trackList)
  const speaks = tracks.some((track) => track.kind === 'transcript')
  return (
    <aside aria-label={studio.sidePanel} className="h-full min-h-0 bg-surface">
      <Tabs
        fill
        value={useValue(panel.tab)}
        onChange={(tab) => {
          panel.tab.value = tab
        }}
        tabs={[
          { value: 'inspector', label: studio.tabs.inspector, content: <Inspector /> },
          ...(speaks
            ? [{ value: 'transcript' as const, label: transcript.tab, content: <TranscriptPanel /> }]
            : []),
          { value: 'list', label: studio.tabs.list, content: <TableView /> },
          { value: 'labels', label: studio.tabs.labels, content: <Codebook projectId={projectId} /> },
          { value: 'comments', label: marks.tab, content: <CommentsPanel /> },
          { value: 'search', label: search.tab, content: <SearchPanel projectId={projectId} /> },
          { value: 'history', label: studio.tabs.history, content: <HistoryList /> },
        ]}
      />
    </aside>
  )
}
