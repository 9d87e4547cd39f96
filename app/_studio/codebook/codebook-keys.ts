/** The key that opens the codebook at its search. */
import type { Text } from '../../_text/text.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { SidePanelState } from '../shell/side-panel-state.ts'

export function registerCodebookKeys(
  keys: KeyRegistry,
  panel: SidePanelState,
  { labels: t }: Text,
): Disposable {
  return keys.register({
    id: 'labels.codebook',
    title: t.openCodebook,
    group: t.codebook,
    keys: ['Shift+B'],
    run: () => {
      panel.show('labels')
      panel.codebookAsked.value++
    },
  })
}
