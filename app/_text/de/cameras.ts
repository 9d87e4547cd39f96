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

  alignPanel: {
    title: 'Dateien ausrichten',
    about:
      'Jede Verschiebung ist sofort zu sehen; behalten wird erst, was Sie speichern. Annotationen stehen auf der Hauptkamera und bewegen sich nicht.',
    main: 'Haupt',
    mainMore: 'Die Uhr der Aufnahme. Die anderen werden gegen sie verschoben.',
    chooseMain: 'Zur Hauptkamera machen',
    chooseMainTitle: (name) => `${name} zur Hauptkamera machen?`,
    chooseMainMore:
      'Bilder werden dann nach ihr gezählt, geschritten und exportiert. Annotationen behalten ihre Zeiten. Die Seite lädt neu.',
    offset: (name) => `${name} beginnt bei`,
    unit: 'Versatz schreiben als',
    units: { seconds: 'Sekunden', clock: 'Uhrzeit', frames: 'Hauptbilder' },
    notAnOffset: 'Geben Sie einen Versatz ein wie 1.25, 0:01.250 oder f75.',
    frameBack: (name) => `${name}: ein Bild zurück gegen die Hauptkamera`,
    frameForward: (name) => `${name}: ein Bild vor gegen die Hauptkamera`,
    shownFrame: (frame) => `zeigt Bild ${frame}`,
    rate: 'Drift',
    anchor: 'Hier dasselbe Ereignis',
    anchorMore:
      'Sagt, dass diese Datei und die Hauptkamera jetzt dasselbe Ereignis zeigen. Ein zweites zu anderer Zeit berichtigt auch die Drift.',
    anchorSet:
      'Erstes Ereignis gesetzt. Gehen Sie zu einem späteren, schreiten Sie diese Datei, bis beide es zeigen, und drücken Sie noch einmal, um die Drift zu berichtigen.',
    anchorsSet: (ppm) => `Zwei Ereignisse: Drift ${ppm}`,
    anchorsImpossible:
      'Diese beiden Ereignisse können nicht von einer Uhr sein. Gehen Sie zu einer anderen Stelle und versuchen Sie es noch einmal.',
    forgetAnchors: 'Ereignisse vergessen',
    sound: 'Nach dem Ton suchen',
    soundMore: 'Vergleicht den Ton mit dem der Hauptdatei und schlägt eine Stelle vor',
    listening: (share) => `Hört zu, ${share}`,
    soundWith: 'Vergleichen mit dem Ton von',
    found: (offset, spread, agreeing, of) =>
      `Beginnt bei ${offset}; ${agreeing} von ${of} Abschnitten stimmen auf ${spread} ms überein.`,
    foundDrift: (ppm) => `Ihre Uhr geht um ${ppm} anders.`,
    peak: (best, second) => `Gipfel ${best}, nächstbester ${second} (Höhen über dem Zufall)`,
    use: 'Übernehmen',
    close: 'Schließen',
    unclear: {
      silent: 'Einer der Töne ist stumm oder zu kurz. Richten Sie nach einem gemeinsamen Ereignis aus.',
      weak: 'Die Töne haben nichts gemeinsam, was über den Zufall hinausragt; darum gibt es keinen Vorschlag. Richten Sie nach einem gemeinsamen Ereignis aus.',
      ambiguous:
        'Die Töne passen an mehreren Stellen etwa gleich gut, wie bei einem gleichmäßigen Takt; darum gibt es keinen Vorschlag. Richten Sie nach einem gemeinsamen Ereignis aus.',
      disagree:
        'Teile der Töne passen an verschiedenen Stellen; darum gibt es keinen Vorschlag. Richten Sie nach einem gemeinsamen Ereignis aus.',
    },
    curve: 'Wie gut die Töne passen, nach Verschiebung',
    lanes: 'Dateien über der Zeit; ziehen Sie eine, um sie zu verschieben',
    zoomIn: 'Näher',
    zoomOut: 'Weiter',
    undo: 'Rückgängig',
    cancel: 'Lassen, wie es war',
    save: 'Speichern',
    saved: 'Die Dateien sind ausgerichtet.',
    name: 'Name der Datei',
    none: 'Es gibt nur eine Datei. Fügen Sie auf der Seite der Aufnahme eine weitere Kamera, einen Ton oder ein Signal hinzu.',
    viewer: 'Nur Bearbeiter und Eigentümer dürfen Dateien auf der Uhr verschieben.',
  },
}
