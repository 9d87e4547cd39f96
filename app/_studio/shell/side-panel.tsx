'use client'
/** The panel beside the picture: inspector, table of the track, labels, history. */
import { useState } from 'react'
import { Tabs } from '../../_ui/tabs.tsx'
import { HistoryList } from '../history/history-list.tsx'
import { Codebook } from '../inspector/codebook.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { TableView } from '../table/table-view.tsx'

const TABS = ['inspector', 'list', 'labels', 'history'] as const
type TabName = (typeof TABS)[number]

export function SidePanel() {
  const [tab, setTab] = useState<TabName>('inspector')
  return (
    <aside aria-label="Side panel" className="h-full min-h-0 bg-surface">
      <Tabs
        fill
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'inspector', label: 'Inspector', content: <Inspector /> },
          { value: 'list', label: 'List', content: <TableView /> },
          { value: 'labels', label: 'Labels', content: <Codebook /> },
          { value: 'history', label: 'History', content: <HistoryList /> },
        ]}
      />
    </aside>
  )
}
