import type { Text } from '../text.ts'

export const failures: Text['failures'] = {
  notFound: 'Nicht gefunden',
  nothingHere: 'Hier ist nichts',
  nothingHereAbout:
    'Diese Seite gibt es nicht, oder Sie dürfen sie nicht sehen. Hat Ihnen jemand die Adresse geschickt, bitten Sie den Eigentümer des Projekts um eine Einladung.',
  toRecordings: 'Zu Ihren Aufnahmen',
  notShown: 'Diese Seite ließ sich nicht anzeigen',
  notShownAbout:
    'Beim Lesen ist etwas schiefgegangen. Alles, was gespeichert war, ist sicher. Versuchen Sie es noch einmal; wenn es wieder geschieht, sagen Sie es denen, die diese Installation betreiben.',
  reference: (digest) => `Kennung ${digest}`,
  offline:
    'Der Server ist nicht erreichbar. Nichts wurde geändert; prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  noReason: (status) =>
    `Der Server hat mit ${status} und ohne Grund geantwortet. Versuchen Sie es gleich noch einmal.`,
  answered: (status) => `Der Server hat mit ${status} geantwortet.`,
}
