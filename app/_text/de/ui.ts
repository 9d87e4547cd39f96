import type { Text } from '../text.ts'

export const ui: Text['ui'] = {
  close: 'Schließen',
  closeMessage: 'Meldung schließen',
  cancel: 'Abbrechen',
  caps: { Space: 'Leertaste', Escape: 'Esc', Delete: 'Entf', Control: 'Strg' },
}
