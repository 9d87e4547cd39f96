import type { Text } from '../text.ts'

export const suggest: Text['suggest'] = {
  title: 'Ein Modell fragen',
  about:
    'Was ein Modell findet, wird eine eigene Ebene. Es ändert niemandes Arbeit; Menschen übernehmen, was stimmt.',
  open: 'Ein Modell fragen …',
  ask: 'Fragen',
  what: 'Was es tun soll',
  model: 'Modell',
  sound: 'Ton von',
  asked: 'Bisher gefragt',
  noRuns: 'Zu dieser Aufnahme wurde noch nichts gefragt.',
  noModel: 'Auf diesem Rechner ist kein Modell dafür. Die Verwaltung übernimmt eines aus einem Ordner mit',
  importCommand: 'npm run -s scrubline -- models import ORDNER',
  noSound: 'Keine Datei dieser Aufnahme hat Ton.',
  editorsOnly: 'Nur Bearbeitende und Besitzende dürfen fragen: Das Ergebnis steht vor allen.',
  waiting: 'Wartet, bis es dran ist',
  left: (seconds) => (seconds < 90 ? `noch ${seconds} s` : `noch ${Math.round(seconds / 60)} min`),
  outcome: (layer, what) => `Ebene „${layer}“: ${what}`,
  states: { done: 'Fertig', failed: 'Fehlgeschlagen', cancelled: 'Abgebrochen' },
  tasks: {
    'speech-detection': 'Finden, wo jemand spricht',
    diarize: 'Finden, wer wann spricht',
    'sound-events': 'Lachen, Weinen, Alarme und andere Geräusche finden',
  },
  options: {
    threshold: 'Mindestwahrscheinlichkeit',
    pause: 'Eine Pause dauert mindestens',
    speakers: 'Wie viele Menschen sprechen',
    overlap: 'Vermuten, wo zwei zugleich sprechen',
    assign: 'Dem vorhandenen Transkript Sprechende zuordnen',
    silence: 'Auch Stille markieren',
  },
}
