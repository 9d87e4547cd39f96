'use client'
/** What `?` opens: the list of keys, each of which can be changed, and the mapping of pedals, wheels and game pads. */
import { useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Tabs } from '../../_ui/tabs.tsx'
import { DevicesPanel } from '../devices/devices-panel.tsx'
import type { Devices } from '../devices/open-devices.ts'
import type { KeyRegistry } from './keys.ts'
import { KeysPanel } from './keys-panel.tsx'

type Page = 'keys' | 'devices'

export function KeysDialog({ keys, devices }: { keys: KeyRegistry; devices: Devices }) {
  const t = useText().keys
  const [open, setOpen] = useState(false)
  const [page, setPage] = useState<Page>('keys')
  useEffect(() => {
    const show = (to: Page) => () => {
      setPage(to)
      setOpen(true)
    }
    const commands = keys.register(
      { id: 'keys.list', title: t.listCommand, group: t.groups.studio, keys: ['?'], run: show('keys') },
      {
        id: 'keys.devices',
        title: t.devicesCommand,
        group: t.groups.studio,
        keys: [],
        run: show('devices'),
      },
    )
    return () => commands[Symbol.dispose]()
  }, [keys, t])
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t.title} size="large">
      <div className="-mx-2 flex h-[58vh] min-h-0 flex-col">
        <Tabs
          fill
          value={page}
          onChange={setPage}
          tabs={[
            { value: 'keys', label: t.keysTab, content: <KeysPanel keys={keys} /> },
            {
              value: 'devices',
              label: t.devicesTab,
              content: <DevicesPanel keys={keys} devices={devices} />,
            },
          ]}
        />
      </div>
    </Dialog>
  )
}
