import type { Text } from '../text.ts'

const annotations = (n: number): string =>
  `${n.toLocaleString('de')} ${n === 1 ? 'Annotation' : 'Annotationen'}`

export const people: Text['people'] = {
  presence: {
    here: 'Wer hier ist',
    you: (name) => `${name} (Sie)`,
    at: (time) => `bei ${time}`,
    playing: (time) => `spielt bei ${time}`,
    onTrack: (track) => `auf ${track}`,
    inLayer: (layer) => `in ${layer}`,
    selected: (n) => `${annotations(n)} ausgewählt`,
    follow: 'Klicken, um zu folgen',
    followName: (name) => `${name} folgen`,
    following: (name) => `Sie folgen ${name}`,
    stop: 'Nicht mehr folgen',
  },
  layers: {
    layer: 'Ebene',
    none: 'keine',
    goTo: 'Neue Annotationen kommen in',
    seen: 'Auf der Zeitachse zu sehen',
    show: (name) => `${name} zeigen`,
    hide: (name) => `${name} ausblenden`,
    showAll: 'Alle zeigen',
    locked: 'fertig, gesperrt',
    makeMine: 'Eine eigene Ebene anlegen',
    rename: 'Meine Ebene umbenennen',
    name: 'Name der Ebene',
    lock: 'Meine Ebene ist fertig: sperren',
    unlock: (name) => `${name} wieder öffnen`,
    lockTitle: 'Ihre Ebene sperren?',
    lockAbout:
      'Dann kann niemand mehr ändern, was darin ist, auch Sie nicht. Nur wer bearbeiten darf oder wem das Projekt gehört, öffnet sie wieder.',
    lockIncomplete: (n) =>
      n === 1
        ? 'Einer Annotation darin fehlt noch etwas, das verlangt ist.'
        : `${n.toLocaleString('de')} Annotationen darin fehlt noch etwas, das verlangt ist.`,
    lockComplete: 'Alles darin hat, was verlangt ist.',
    lockIt: 'Sperren',
    blind: 'Sie arbeiten hier blind: Sie sehen Ihre eigenen Markierungen, nicht die der anderen.',
  },
  work: {
    title: 'Zusammenarbeit',
    about:
      'Wo Annotierende arbeiten und was sie voneinander sehen. Wer bearbeiten darf oder wem das Projekt gehört, sieht immer alles.',
    together: 'Gemeinsam',
    togetherAbout: 'Alle markieren in einer Ebene und sehen einander bei der Arbeit.',
    own: 'Jede Person eine Ebene',
    ownAbout: 'Wer annotiert, hat eine eigene Ebene und kann die der anderen ansehen.',
    blind: 'Blind',
    blindAbout:
      'Wer annotiert, hat eine eigene Ebene und sieht nichts von den anderen: keine Markierungen, Kommentare, Verläufe und Anwesenheit.',
    saved: 'Gespeichert; es gilt von jetzt an, auch in offenen Studios',
    save: 'Speichern',
  },
  history: {
    empty: 'Noch keine Änderungen',
    emptyAbout: 'Jede Änderung bleibt hier mit ihrem Urheber erhalten, von der ersten an.',
    everybody: 'Alle',
    filter: 'Änderungen von',
    program: 'Das Programm',
    earlier: 'Frühere Änderungen zeigen',
    first: 'Vor der ersten Änderung',
    change: (n) => `Änderung ${n.toLocaleString('de')}`,
    replaced: 'ersetzte, was jemand anderes gesetzt hatte',
    show: (sentence) => `Die Aufnahme zeigen nach: ${sentence}`,
    today: 'Heute',
    yesterday: 'Gestern',
    count: (n) => `${n.toLocaleString('de')} ${n === 1 ? 'Änderung' : 'Änderungen'}`,
  },
  past: {
    was: 'Wie es war',
    before: 'vor der ersten Änderung',
    after: (n) => `nach Änderung ${n.toLocaleString('de')}`,
    of: (n) => `von ${n.toLocaleString('de')}`,
    slider: 'Gezeigte Änderung',
    previous: 'Eine Änderung früher',
    next: 'Eine Änderung später',
    restoreSelection: 'Auswahl zurückholen',
    restoreAll: (n) => `Alles zurückholen (${n.toLocaleString('de')})`,
    restoreAllAbout:
      'Holt zurück, was seitdem geändert oder entfernt wurde, als eine Änderung, die sich rückgängig machen lässt. Was seitdem neu ist, bleibt.',
    nothing: 'Seitdem wurde nichts geändert oder entfernt',
    back: 'Zurück zu jetzt',
    command: 'Die Aufnahme eine Änderung früher',
    commandNext: 'Die Aufnahme eine Änderung später',
  },
  overwritten: {
    someone: 'Jemand mit Bearbeitungsrecht',
    start: (who, what, mine, theirs) =>
      `${who} hat den Anfang von ${what} auf ${theirs} gesetzt, Sie hatten ${mine} gewählt.`,
    end: (who, what, mine, theirs) =>
      `${who} hat das Ende von ${what} auf ${theirs} gesetzt, Sie hatten ${mine} gewählt.`,
    field: (who, what, field) => `${who} hat ${field} von ${what} geändert, was Sie eben gesetzt hatten.`,
    label: 'das Label',
    note: 'die Notiz',
    attribute: (key) => `„${key}“`,
    gone: 'einer Annotation',
    more: (n) => ` Und ${n} weitere.`,
    putBack: 'Meines zurücksetzen',
    leave: 'So lassen',
  },
  signIn: {
    title: 'Anmelden, um zu speichern',
    about: (name, unsaved) =>
      unsaved
        ? `Ihre Sitzung ist zu Ende. ${unsaved === 1 ? 'Eine Änderung bleibt' : `${unsaved.toLocaleString('de')} Änderungen bleiben`} in diesem Browser und ${unsaved === 1 ? 'wird' : 'werden'} gespeichert, sobald ${name} wieder angemeldet ist.`
        : `Ihre Sitzung ist zu Ende. Melden Sie sich wieder als ${name} an; nichts ist verloren.`,
    submit: 'Anmelden',
    later: 'Ohne Speichern weiterarbeiten',
    banner: (unsaved) =>
      unsaved
        ? 'Sie sind abgemeldet. Ihre Änderungen bleiben hier und werden gespeichert, sobald Sie wieder da sind.'
        : 'Sie sind abgemeldet. Melden Sie sich wieder an, um zu speichern.',
    again: 'Wieder anmelden',
    other: (now, before) =>
      `Sie haben sich als ${now} angemeldet. Was hier nicht gespeichert ist, gehört ${before} und bleibt für ${before} erhalten.`,
    asBefore: (before) => `Als ${before} anmelden`,
    openAs: (now) => `Als ${now} öffnen`,
  },
}
