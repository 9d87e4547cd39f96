import type { Text } from '../text.ts'

export const common: Text['common'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  remove: 'Entfernen',
  tryAgain: 'Noch einmal versuchen',
  undo: 'Rückgängig',
  whatItIs: 'Ein Studio zum Annotieren von Eingriffen, Gang und Sitzungen in Video und Ton.',
  language: 'Sprache',
  languageAbout: 'Für diesen Browser. Was im Verlauf einer Aufnahme steht, bleibt englisch.',
  count: (n) => n.toLocaleString('de'),
  thousands: '.',
}
