/** Keys of the search in the open recording. */
import type { Text } from '../../_text/text.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { SidePanelState } from '../shell/side-panel-state.ts'
import type { StudioSearch } from './studio-search.ts'

export function registerSearchKeys(
  keys: KeyRegistry,
  search: StudioSearch,
  panel: SidePanelState,
  { search: t }: Text,
): Disposable {
  const group = t.title
  return keys.register(
    {
      id: 'search.open',
      title: t.openPanel,
      group,
      keys: ['Mod+F'],
      run: () => {
        panel.show('search')
        panel.searchAsked.value++
      },
    },
    { id: 'search.next', title: t.next, group, keys: ['F3'], run: () => search.step(1) },
    { id: 'search.previous', title: t.previous, group, keys: ['Shift+F3'], run: () => search.step(-1) },
  )
}
