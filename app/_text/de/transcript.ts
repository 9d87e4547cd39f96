import type { Text } from '../text.ts'

export const transcript: Text['transcript'] = {
  tab: 'Transkript',
  layer: 'Gezeigte Ebene',
  count: (n) => (n === 1 ? '1 Äußerung' : `${n} Äußerungen`),
  none: 'In dieser Ebene steht noch nichts. Schreiben Sie auf, was an der Abspielposition gesagt wird, importieren Sie ein Transkript, oder fragen Sie ein Modell, wo jemand spricht.',
  noTrack: 'Diese Aufnahme hat keine Transkriptspur. Fügen Sie neben „Spuren“ in der Zeitleiste eine hinzu.',
  add: 'Hinzufügen',
  accept: 'Übernehmen',
  acceptAll: 'Alle übernehmen',
  write: 'Schreiben',
  remove: 'Entfernen',
  speaker: 'Person',
  nobody: 'Niemand genannt',
  overlaps: 'überlappt',
  empty: 'Aufschreiben, was gesagt wird …',
  noText: 'Kein Text',
  textAt: (time) => `Was bei ${time} gesagt wird`,
  unsure: 'unsicher',
  timings: {
    model: 'Zeit von einem Modell',
    aligned: 'Zeit im Ton gefunden',
    interpolated: 'Zeit zwischen den Nachbarn geschätzt',
    given: 'Zeit angegeben',
  },
}
