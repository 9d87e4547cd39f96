import type { Text } from '../text.ts'

const files = (n: number): string => `${n.toLocaleString('de')} ${n === 1 ? 'Datei' : 'Dateien'}`

export const uploads: Text['uploads'] = {
  addVideo: 'Video hinzufügen',
  drop: 'Video oder Ton hier ablegen',
  dropAbout: 'Auch mehrere Dateien auf einmal; die Originale bleiben, wie sie sind.',
  mayNot: 'Sie dürfen keine Dateien hinzufügen',
  mayNotAbout: 'Bitten Sie jemanden, dem ein Projekt gehört, um die Rolle „Annotieren“ oder „Bearbeiten“.',
  nothing: 'Nichts hinzuzufügen',
  add: (n) => `${files(n)} hinzufügen`,
  inAll: (size) => `Zusammen ${size}.`,
  upload: 'Hochladen',
  leftOut: (n, name) =>
    `${n === 1 ? `„${name}“ ist` : `${files(n)} sind`} weder Video noch Ton und ${n === 1 ? 'bleibt' : 'bleiben'} weg. Annotationen werden im Studio importiert.`,
  whereTo: 'Wohin',
  here: 'Zu dieser Aufnahme',
  anew: (n) => (n === 1 ? 'Neue Aufnahme' : 'Neue Aufnahmen'),
  becomes: (n, recording) =>
    n === 1
      ? `Die Datei wird eine weitere Kamera, ein weiteres Mikrofon oder Signal von „${recording}“.`
      : `Die Dateien werden weitere Kameras, Mikrofone oder Signale von „${recording}“.`,
  project: 'Projekt',
  title: 'Uploads',
  uploading: (n) => `${files(n)} ${n === 1 ? 'wird' : 'werden'} hochgeladen`,
  uploaded: (n) => `${files(n)} hochgeladen`,
  interrupted: (n) => `${n.toLocaleString('de')} ${n === 1 ? 'Upload' : 'Uploads'} unterbrochen`,
  clear: 'Leeren',
  show: 'Uploads zeigen',
  fold: 'Einklappen',
  progress: 'Upload',
  pause: (file) => `${file} anhalten`,
  goOn: (file) => `Mit ${file} fortfahren`,
  again: (file) => `${file} noch einmal versuchen`,
  cancel: (file) => `${file} abbrechen`,
  takeOff: 'Aus der Liste nehmen',
  otherFile: (file) => `„${file}“ ist eine andere Datei`,
  otherFileAbout: (file, size) =>
    `Wählen Sie „${file}“ mit ${size}, um fortzufahren, oder laden Sie die andere neu hoch.`,
  interruptedAt: (done, size) =>
    `Unterbrochen bei ${done} von ${size}. Wählen Sie die Datei noch einmal, um fortzufahren.`,
  giveUp: (file) => `${file} aufgeben`,
  choose: (file) => `${file} wählen`,
  chooseFile: 'Datei wählen',
  waiting: (size) => `Wartet, ${size}`,
  of: (done, size) => `${done} von ${size}`,
  lostShort: 'Die Verbindung ist abgebrochen. Es geht von selbst weiter.',
  lost: 'Die Verbindung ist abgebrochen. Es geht von selbst weiter, sobald sie wieder da ist.',
  pausedAt: (done, size) => `Angehalten bei ${done} von ${size}`,
  done: 'Fertig',
  doneTwin: 'Fertig. Dieselbe Datei war schon hier, es wird nichts doppelt gespeichert.',
  refused: 'Der Server hat diese Datei abgelehnt.',
  refusedBare: 'Der Server hat diese Datei abgelehnt und keinen Grund genannt.',
}
