import type { Text } from '../text.ts'

export const sync: Text['sync'] = {
  unsaved: (n) => `${n} ${n === 1 ? 'Änderung' : 'Änderungen'} noch nicht gespeichert`,
  kept: 'Sie sind in diesem Browser aufbewahrt und werden gesendet, sobald es geht; Sie können die Seite schließen.',
  offline: 'Offline',
  offlineUnsaved: (count) => `Offline · ${count}`,
  unreachable: 'Der Server ist nicht zu erreichen.',
  unreachableKept:
    'Der Server ist nicht zu erreichen. Sie sind in diesem Browser aufbewahrt und werden gesendet, sobald es geht; Sie können die Seite schließen.',
  unreachableWork: 'Der Server ist nicht zu erreichen. Sie können weiterarbeiten.',
  saved: 'Alles gespeichert',
  savedMore: 'Der Server hat jede Ihrer Änderungen.',
  unreadable: (status) => `Das Dokument konnte nicht gelesen werden (${status}).`,
  noJournal:
    'Dieser Browser kann ungespeicherte Änderungen nicht aufbewahren (sein Speicher ist voll oder abgeschaltet). Sie werden trotzdem an den Server gesendet; warten Sie vor dem Schließen auf „Alles gespeichert“.',
  noStorage:
    'Dieser Browser gibt hier keinen Speicher her (vielleicht ein privates Fenster). Noch nicht gespeicherte Änderungen gingen mit der Seite verloren; lassen Sie sie offen, bis oben „Alles gespeichert“ steht.',
  overruled: (what) =>
    `Jemand anders hat inzwischen dasselbe geändert; ein Teil von „${what}“ blieb so, wie er jetzt dort steht.`,
  signedOut:
    'Sie sind abgemeldet. Melden Sie sich wieder an; Ihre Änderungen sind aufbewahrt und werden gespeichert.',
  setAside: (what, why, more) =>
    `„${what}“ konnte nicht gespeichert werden. ${why} Die Änderung bleibt hier, bis Sie entscheiden${more > 0 ? `, wie ${more} weitere` : ''}.`,
  notSaved: (what, why) => `„${what}“ konnte nicht gespeichert werden: ${why}`,
  makeAgain: 'Noch einmal machen',
  giveUp: 'Aufgeben',
  nothingToPutBack: 'Es gibt nichts zurückzustellen: Es steht so da wie bei Ihnen, oder es ist weg.',
  past: 'So war die Aufnahme früher. Gehen Sie zurück zu jetzt, um sie zu ändern, oder holen Sie zurück, was Sie brauchen.',
  onlyLook: 'Sie dürfen diese Aufnahme ansehen, aber nicht ändern.',
  gestureOver: 'Die Geste ist vorbei.',
}
