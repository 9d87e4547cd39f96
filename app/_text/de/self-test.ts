import type { Text } from '../text.ts'

export const selfTest: Text['selfTest'] = {
  title: 'Selbsttest',
  back: 'Alle Aufnahmen',
  about:
    'Spielt einen Clip, in dem jedes Bild seine Nummer trägt, bewegt sich darin, wie Sie es tun würden, und liest die Nummern vom Bildschirm zurück. Das dauert etwa eine halbe Minute und ändert nichts.',
  run: 'Test starten',
  again: 'Noch einmal testen',
  fetching: 'Der Clip wird geholt …',
  result: 'Ergebnis',
  movements: 'Bewegungen',
  head: ['Bewegung', 'Richtiges Bild', 'Median', '95 von 100 binnen', 'Falsch'],
  unclear: 'unklar',
  none: 'keines',
  noPicture: 'Der Testclip hat kein Bild.',
  notFetched: (status) => `Der Testclip konnte nicht geholt werden: Der Server antwortete ${status}.`,
  noCanvas: 'Der Browser gibt keine Zeichenfläche her.',
  words: {
    random: { title: 'Zu einem Bild springen', what: 'zu Bildern überall im Clip, ohne Ordnung' },
    forward: { title: 'Ein Bild vor', what: '15 je Sekunde, wie mit gehaltener Taste' },
    back: { title: 'Ein Bild zurück', what: '15 je Sekunde, wie mit gehaltener Taste' },
    pause: {
      title: 'Pause beim Abspielen',
      what: 'genannte Nummer, stehendes Bild und Video stimmen überein',
    },
    playing: {
      title: 'Bildnummer beim Abspielen',
      what: 'die genannte Nummer gegen das gezeigte Bild',
    },
    'plain-naive': {
      title: 'Ein einfacher Videoplayer',
      what: 'Zeit = Bild ÷ Bildrate, wie die meisten Werkzeuge rechnen',
    },
    'plain-careful': {
      title: 'Ein einfacher Videoplayer mit unserem Bildverzeichnis',
      what: 'Mitte des Bildes, beurteilt, wenn es gezeigt wird',
    },
    'plain-forward': { title: 'Derselbe, ein Bild vor', what: 'eines nach dem anderen' },
    'plain-back': { title: 'Derselbe, ein Bild zurück', what: 'eines nach dem anderen' },
  },
  nothingMeasured: 'Es wurde nichts gemessen.',
  exact: (checks) =>
    `Genau auf diesem Gerät: In allen ${checks} Prüfungen war das Bild auf dem Schirm das verlangte.`,
  notExact: (wrong, checks) =>
    `Nicht genau auf diesem Gerät: In ${wrong} von ${checks} Prüfungen war das Bild ein anderes oder kam nicht. Labeln Sie in diesem Browser nicht nach Bildern; versuchen Sie einen anderen und senden Sie uns dieses Ergebnis.`,
}
