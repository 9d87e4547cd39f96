import type { Text } from '../text.ts'

export const table: Text['table'] = {
  track: 'Spur der Liste',
  label: (track) => `Annotationen von ${track}`,
  rows: (n) => n.toLocaleString('de'),
  noTracks: 'Dieses Dokument hat keine Spuren.',
  help: 'Enter springt dorthin · F2 bearbeitet; eine Zeit als Bild, beim Ende das letzte darin · Enter auf einer Überschrift sortiert',
  words: {
    label: 'Label',
    start: 'Anfang',
    end: 'Ende',
    length: 'Länge',
    note: 'Notiz',
    layer: 'Ebene',
    author: 'Autor',
    value: 'Wert',
    yes: 'ja',
    no: 'nein',
    none: 'Keine',
    noTime: (typed) => `„${typed}“ ist kein Bild und keine Zeit dieser Aufnahme.`,
    noNumber: (typed) => `„${typed}“ ist keine Zahl.`,
    noChoice: (typed, choices) => `„${typed}“ gehört nicht zur Auswahl: ${choices}.`,
  },
}
