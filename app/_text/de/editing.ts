import type { Text } from '../text.ts'

export const editing: Text['editing'] = {
  commands: {
    nudgeBack: 'Aktive Kante ein Bild zurück',
    nudgeForward: 'Aktive Kante ein Bild vor',
    nudgeBackTen: 'Aktive Kante zehn Bilder zurück',
    nudgeForwardTen: 'Aktive Kante zehn Bilder vor',
    activeEdge: 'Aktive Kante: Ende, Anfang oder das Ganze',
    copy: 'Kopieren',
    cut: 'Ausschneiden',
    paste: 'Am gezeigten Bild einfügen',
    duplicate: 'Verdoppeln',
    fill: 'Mit einer Annotation der inneren Spur füllen',
    stretch: 'Griffe zum Dehnen der Auswahl',
    stretchStart: 'Auswahl so dehnen, dass sie am gezeigten Bild beginnt',
    stretchEnd: 'Auswahl so dehnen, dass sie am gezeigten Bild endet',
    retime: 'Um Zahlen verschieben oder dehnen',
    selectWhere: 'Auswählen nach Label, Person, Länge, Text',
    changeSelected: 'Alle ausgewählten ändern',
    inTheWay: 'Die Annotation zeigen, die im Weg ist',
    labelMode: 'Label-Tasten: zweimal drücken oder halten',
  },
}
