import type { Text } from '../text.ts'

export const inspector: Text['inspector'] = {
  track: 'Spur',
  layer: 'Ebene',
  locked: 'gesperrt',
  at: 'Bei',
  start: 'Anfang',
  end: 'Ende',
  madeBy: 'Von',
  formerMember: 'ein früheres Mitglied',
  origin: 'Herkunft',
  confidence: 'Sicherheit',
  code: 'Code',
  delete: 'Löschen',
  merge: 'Verbinden',
  note: 'Notiz',
  notePlaceholder: 'Was sollten andere darüber wissen?',
  length: (seconds, frames) =>
    `${seconds} s · ${frames.toLocaleString('de')} ${frames === 1 ? 'Bild' : 'Bilder'}`,
  annotations: (n) => `${n.toLocaleString('de')} Annotationen`,
  tracks: (n) => `${n} Spuren`,
  together: (seconds) => `zusammen ${seconds} s`,
  label: 'Label',
  notOfTrack: '(nicht von dieser Spur)',
  severalLabels: 'Mehrere Labels',
  goThere: 'Dorthin',
  times: { frame: 'Bild', smpte: 'Timecode', clock: 'Uhr', seconds: 'Sekunden' },
  cell: (edge, way) => `${edge}, ${way}`,
  noTime: (typed) =>
    `„${typed}“ ist keine Zeit in dieser Aufnahme. Schreiben Sie ein Bild, 4:12.5 oder Sekunden.`,
  makers: { model: 'ein Modell', demo: 'Scrubline, mit der Vorführung', file: 'eine Datei' },
  suggestedBy: (model) => `Vorgeschlagen von ${model}`,
  importedFrom: (format) => `Importiert aus ${format}`,
  lesson: {
    onlyLook: 'Sie können hier alles ansehen',
    onlyLookMore:
      'Abspielen, Schritt für Schritt gehen und zum Lesen auswählen. Zum Labeln bitten Sie die Leitung des Projekts, Sie zum Annotieren zuzulassen.',
    nothing: 'Nichts ausgewählt',
    play: 'Abspielen und Pause; J, K und L gehen rückwärts, halten an und gehen vorwärts. ← und → gehen ein Bild weiter.',
    event: (label) => `Markiert „${label}“ auf dem Bild, das Sie sehen.`,
    gapless: (label) =>
      `Beginnt „${label}“ auf dem Bild, das Sie sehen; die Taste des nächsten Labels beendet es.`,
    interval: (label) =>
      `Beginnt „${label}“ auf dem Bild, das Sie sehen; dieselbe Taste beendet es. Das geht auch beim Abspielen.`,
    cut: 'Teilen, was unter der Abspielmarke liegt; Nachbarn verbinden.',
    edges: 'Von Kante zu Kante gehen.',
    draw: [
      'Zum Zeichnen mit dem Zeiger wählen Sie ein Label unter',
      'und ziehen auf seiner Spur. Ziehen Sie an einer Kante, um sie zu verschieben: Das Bild geht mit.',
    ],
    allKeys: 'zeigt alle Tasten,',
    finds: 'findet Labels, Befehle und Zeiten.',
  },
}
