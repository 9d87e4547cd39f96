import type { Text } from '../text.ts'

export const project: Text['project'] = {
  project: 'Projekt',
  recordings: 'Aufnahmen',
  people: 'Personen',
  labels: 'Labels',
  settings: 'Einstellungen',
  nothingRemoved: 'Nichts ist entfernt',
  nothingRemovedAbout: 'Entfernte Aufnahmen warten hier, bis jemand sie wiederherstellt.',
  noRecordings: 'Noch keine Aufnahmen',
  noRecordingsViewer: 'Aufnahmen erscheinen hier, sobald jemand sie hinzufügt.',
  noRecordingsAbout:
    'Ziehen Sie ein Video irgendwo auf diese Seite, oder wählen Sie eines. Es kann annotiert werden, sobald es hier ist.',
  backToRecordings: 'Zurück zu den Aufnahmen',
  removedRecordings: 'Entfernte Aufnahmen',
  about: 'Über das Projekt',
  saved: 'Projekt gespeichert',
  name: 'Name',
  description: 'Beschreibung',
  descriptionHint: 'Steht unter dem Namen.',
  audit: 'Protokoll',
  auditAbout: 'Wer was gelesen und geändert hat, das Neueste zuerst. Niemand kann es ändern oder löschen.',
}
