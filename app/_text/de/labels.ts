import type { Text } from '../text.ts'

export const labels: Text['labels'] = {
  changedWhileOpen: (version) => `Labels geändert: Version ${version}`,
  changedWhileOpenMore: 'Tasten und Labels sind aktuell. Was noch nicht gespeichert war, wurde übernommen.',
}
