import type { Text } from '../text.ts'

const many = (n: number, one: string, more: string) => `${n.toLocaleString('de')} ${n === 1 ? one : more}`

/** Name and use of each format. */
const FORMATS: Readonly<Record<string, readonly [string, string]>> = {
  'native-json': [
    'Scrubline JSON',
    'Alles, genau: für Archive, für den Umzug zwischen Installationen und für eigene Programme.',
  ],
  csv: [
    'CSV-Tabelle',
    'Eine Zeile je Annotation mit Bildern, Sekunden und Ticks: für Tabellenprogramme, R und Python.',
  ],
  tsv: ['TSV-Tabelle', 'Die CSV-Tabelle mit Tabulatoren, für Programme, die sie lieber haben.'],
  webvtt: ['WebVTT', 'Untertitel und Kapitel für Player im Web.'],
  eaf: [
    'ELAN (EAF 3.0)',
    'Für ELAN: Spuren werden Ebenen, Labels ein kontrolliertes Vokabular, Notizen und Merkmale abhängige Ebenen.',
  ],
  'trace-csv': [
    'Verläufe als CSV',
    'Eine Zeile je bewertetem Wert mit Zeit, Bild, Spur und Ebene: für Diagramme und Statistik.',
  ],
}

export const transfer: Text['transfer'] = {
  comments: (n: number) => many(n, 'Kommentar', 'Kommentare'),
  commentsHint: 'Sie werden Ihre eigenen und beginnen damit, wer sie wann geschrieben hat.',
  bookmarks: (n: number) => many(n, 'Lesezeichen', 'Lesezeichen'),
  values: (n: number) => many(n, 'Wert', 'Werte'),
  exportTitle: 'Export',
  exportOf: (recording) => `Annotationen von ${recording}`,
  download: 'Herunterladen',
  format: 'Format',
  unsaved: (n) =>
    `${n === 1 ? 'Eine Änderung ist' : `${n} Änderungen sind`} noch nicht gespeichert und darum nicht in dieser Datei. Exportieren Sie noch einmal, wenn oben „Alles gespeichert“ steht.`,
  making: 'Die Datei wird gemacht',
  annotations: (n) => many(n, 'Annotation', 'Annotationen'),
  count: (n) => n.toLocaleString('de'),
  bytes: (n) => `${n} Byte`,
  holdsAll: 'Dieses Format fasst alles in dieser Aufnahme.',
  cannotHold: 'Was dieses Format nicht fassen kann:',
  importTitle: 'Annotationen importieren',
  import: 'Importieren',
  importWhat: (what) => `Importieren: ${what}`,
  tooLarge: (file) =>
    `${file} ist größer als 64 MB. Annotationsdateien sind kleiner; Videos fügen Sie auf der Seite der Aufnahme hinzu.`,
  unknownFormat: (file, formats) =>
    `${file} hat keines der Formate, die hier gelesen werden können: ${formats}.`,
  unreadable: (file, format, why) => `${file} konnte nicht als ${format} gelesen werden. ${why}`,
  labelsNotSaved: (why) =>
    `Die neuen Labels konnten nicht gespeichert werden: ${why} Es wurde nichts importiert.`,
  newLabels: (n) =>
    n === 1 ? '1 neues Label kommt zum Projekt hinzu.' : `${n} neue Labels kommen zum Projekt hinzu.`,
  already: (n) => `${n.toLocaleString('de')} sind schon hier und bleiben, wie sie sind.`,
  undoable: 'Sie können den Import als einen Schritt rückgängig machen.',
  drop: 'Annotationsdatei hierher ziehen oder drücken, um eine auszuwählen',
  dropMore: 'Nichts ändert sich, bevor Sie gesehen haben, was sie enthält',
  problems: (n) =>
    `${n === 1 ? 'Eine Sache' : `${n.toLocaleString('de')} Sachen`} in der Datei ${n === 1 ? 'ließ' : 'ließen'} sich nicht unterbringen; der Rest kann importiert werden.`,
  place: (line, column) => `Zeile ${line}, Spalte ${column}:`,
  map: {
    tracks: 'Spuren der Datei',
    trackHead: ['Spur in der Datei', 'Enthält', 'Kommt nach', 'Ihr Text ist'],
    noName: 'Ohne Namen',
    whereGoes: (track) => `Wohin ${track} kommt`,
    whatText: (track) => `Was der Text von ${track} ist`,
    aLabel: 'ein Label',
    aNote: 'eine Notiz',
    aNoteHint: 'Freier Text unter einem Label, etwa ein Transkript',
    aSaying: 'was gesagt wird',
    aSayingHint: 'Jede wird eine Äußerung einer sprechenden Person',
    /** The name of the track that is made is the same in every language; documents are shared. */
    transcript: 'Transcript',
    speaker: 'Sprecher/in',
    whoSpeaks: (track: string) => `Wer auf ${track} spricht`,
    labelFor: (track) => `Label für ${track}`,
    newLabel: (name) => `Neues Label „${name}“`,
    newTrack: (name) => `Neue Spur „${name}“`,
    leaveOut: 'Weglassen',
    labels: 'Labels der Datei',
    labelHead: ['Label in der Datei', 'Benutzt', 'Wird zu'],
    used: (n) => n.toLocaleString('de'),
    whatBecomes: (label) => `Was aus ${label} wird`,
    moreLabels: (n) =>
      `${n.toLocaleString('de')} weitere Labels werden nach dem Namen zugeordnet; die ohne Entsprechung werden neue Labels.`,
    holding: (n, kind) => `${n.toLocaleString('de')} ${kind}`,
  },
  formatName: (id, own) => FORMATS[id]?.[0] ?? own,
  formatAbout: (id, own) => FORMATS[id]?.[1] ?? own,
}
