import type { Text } from '../text.ts'

export const cameras: Text['cameras'] = {
  group: 'Kameras',
  camera: (n) => `Kamera ${n}`,
  viewOne: 'Eine Kamera',
  viewGrid: 'Alle Kameras',
  viewInset: 'Eine groß, die anderen klein',
  view: 'Wie die Kameras gezeigt werden',
  nextView: 'Die Kameras anders zeigen',
  makeLarge: (n) => `Kamera ${n} groß`,
  align: 'Dateien ausrichten',
  compare: 'Mit einer anderen Aufnahme vergleichen',
  clock: 'Takt',
  clockMore: 'Die anderen Kameras folgen dieser; Labels stehen auf ihren Bildern.',
  frame: (n) => `Bild ${n}`,
  inStep: (ms) => `im Takt ${ms} ms`,
  catchingUp: (ms) => `holt auf ${ms} ms`,
  behind: 'kommt nicht mit',
  behindMore: (names) =>
    `${names} kommt auf diesem Rechner beim Abspielen nicht mit. Zeigen Sie weniger Kameras oder spielen Sie langsamer; im Stillstand ist jedes Bild genau.`,
  exact: 'genau',
  coming: 'kommt',
  nothingHere: (name) => `${name} hat hier kein Bild`,
  nothingHereMore: 'Zu diesem Zeitpunkt lief die Aufnahme nicht.',
  soundOf: 'Ton von',
  noSound: 'kein Ton',
  mainChanged:
    'Eine andere Hauptkamera wurde gewählt. Laden Sie die Seite neu, um auf ihren Bildern zu arbeiten; nichts geht verloren.',
  loadAgain: 'Neu laden',
}
