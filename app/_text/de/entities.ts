import type { Text } from '../text.ts'

export const entities: Text['entities'] = {
  said: 'Was gesagt wird',
  words: 'Wörter der Äußerung',
  wordKeys: 'Links und rechts wählen ein Wort, mit Umschalt mehrere; die Taste eines Labels markiert sie.',
  nothingSaid: 'Für diese Äußerung ist nichts geschrieben.',
  tags: 'Tags',
  removeTag: (name) => `${name} wegnehmen`,
  chooseWords: (label) => `„${label}“ markiert Wörter. Wählen Sie diese zuerst im Seitenbereich.`,
  chooseFirst:
    'Die Taste eines Labels versieht die Äußerung damit. Wählen Sie Wörter, um nur diese zu markieren.',
  chooseLabel:
    'Drücken Sie die Taste eines Labels oder wählen Sie eines. Dieselbe Taste nimmt es wieder weg.',
  labelsForWords: 'Labels für Wörter',
  noTextLabels: 'Das Schema hat keine Labels für Wörter; fügen Sie „Klinischer Text“ oder eigene hinzu.',
  marked: 'Markierte Wörter',
  removeMark: (text) => `Markierung von ${text} entfernen`,
  relateFrom: (text) => `${text} in Beziehung setzen zu …`,
  relateStop: 'Keine Beziehung ziehen',
  relateHere: 'In Beziehung setzen',
  relations: 'Beziehungen',
  concept: (text) => `Begriff zu ${text}`,
  conceptTitle: (text) => `Wofür „${text}“ steht`,
  conceptAbout:
    'Ein Begriff einer Terminologie. Er wird so behalten und exportiert, wie Sie ihn schreiben; nachgeschlagen wird nichts.',
  conceptSystem: 'Terminologie',
  conceptCode: 'Code',
  conceptName: 'Name dort',
  conceptPut: 'Verknüpfen',
  conceptRemove: 'Verknüpfung entfernen',
  removeRelation: (name) => `Beziehung ${name} entfernen`,
}
