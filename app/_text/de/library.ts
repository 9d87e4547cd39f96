import type { Text } from '../text.ts'

export const library: Text['library'] = {
  main: 'Hauptnavigation',
  openMenu: 'Menü öffnen',
  closeMenu: 'Menü schließen',
  allRecordings: 'Alle Aufnahmen',
  projects: 'Projekte',
  newProject: 'Neues Projekt',
  newProjectAbout: 'Aufnahmen, die Menschen, die daran arbeiten, und die Labels, die sie verwenden.',
  recordings: 'Aufnahmen',
  nameExample: 'Cholezystektomien 2026',
  labelsToBegin: 'Labels für den Anfang',
  changeLater: 'Labels, Spuren und Tasten lassen sich jederzeit ändern.',
  createProject: 'Projekt anlegen',
  firstSteps: 'Erste Schritte',
  lookAround: 'In einer Aufnahme umsehen',
  lookAroundAbout: (name) =>
    `„${name}“ hat diese Installation selbst gemacht, mit Labels. Gehen Sie Bild für Bild hindurch, ändern Sie eine Phase, nehmen Sie es zurück; dort kann nichts kaputtgehen.`,
  openStudio: 'Im Studio öffnen',
  howFar: 'Sehen, wie weit sie ist',
  addVideo: 'Eigenes Video hinzufügen',
  addVideoAbout:
    'Dateien irgendwo auf diese Seite ziehen oder auswählen. Sie bleiben auf diesem Rechner, wie sie sind; das Internet wird nicht gebraucht.',
  ownProject: 'Ein eigenes Projekt beginnen',
  startProject: 'Mit einem Projekt beginnen',
  startProjectAbout:
    'Ein Projekt enthält Aufnahmen, die Menschen, die daran arbeiten, und die Labels, die sie verwenden. Wählen Sie, was Ihrem Fach am nächsten ist; alles lässt sich später ändern.',
  inNoProject: 'Sie sind noch in keinem Projekt',
  inNoProjectAbout:
    'Bitten Sie jemanden, dem ein Projekt gehört, um einen Einladungslink und öffnen Sie ihn in diesem Browser.',
  noRecordings: 'Noch keine Aufnahmen',
  noRecordingsAbout:
    'Ziehen Sie ein Video irgendwo auf diese Seite. Es wird geprüft, Bild für Bild verzeichnet und kann annotiert werden, sobald es hier ist; das Original bleibt, wie es ist.',
  templates: {
    procedure: {
      name: 'Eingriff',
      about: 'Laparoskopische, endoskopische und robotische Videos.',
      holds:
        'Phasen, Schritte, Aktionen, Instrumente, Auffälligkeiten, Critical View of Safety, außerhalb des Körpers.',
    },
    gait: {
      name: 'Gang',
      about: 'Gehen vor einer oder mehreren Kameras.',
      holds: 'Aufsetzen und Ablösen je Seite, Stand und Schwung, Durchgänge, Störungen.',
    },
    session: {
      name: 'Sitzung',
      about: 'Interviews, Therapie und andere Gespräche.',
      holds: 'Sprechende, Äußerungscodes, Emotion und Stellen, die vertraulich bleiben.',
    },
  },
  roles: {
    viewer: { name: 'Zuschauen', may: 'Sieht Aufnahmen an und liest Labels.' },
    annotator: { name: 'Annotieren', may: 'Annotiert außerdem Aufnahmen.' },
    editor: {
      name: 'Bearbeiten',
      may: 'Fügt außerdem Aufnahmen hinzu, entfernt sie und ändert das Labelschema.',
    },
    owner: {
      name: 'Besitz',
      may: 'Lädt außerdem Menschen ein, vergibt Rollen und sieht das Protokoll.',
    },
  },
  role: 'Rolle',
  roleOf: (name) => `Rolle von ${name}`,
  members: 'Mitglieder',
  you: 'Sie',
  since: (date) => `seit ${date}`,
  leave: 'Verlassen',
  leaveTitle: (project) => `${project} verlassen?`,
  removeTitle: (name) => `${name} entfernen?`,
  leaveScope:
    'Sie sehen dieses Projekt und seine Aufnahmen dann nicht mehr. Was Sie annotiert haben, bleibt. Man kann Sie wieder einladen.',
  removeScope: (name) =>
    `${name} sieht dieses Projekt und seine Aufnahmen dann nicht mehr. Was annotiert wurde, bleibt.`,
  leaveProject: 'Projekt verlassen',
  removeFromProject: 'Aus dem Projekt entfernen',
  invitations: 'Einladungen',
  invitationsAbout: 'Ein Link gilt einmal. Wer ihn öffnet, legt ein Konto an oder tritt mit seinem bei.',
  inviteByLink: 'Mit Link einladen',
  noInvitations: 'Noch wurde niemand eingeladen.',
  invitationStates: {
    valid: 'offen',
    used: 'benutzt',
    expired: 'abgelaufen',
    revoked: 'widerrufen',
    unknown: 'unbekannt',
  },
  made: 'angelegt',
  by: (name) => ` von ${name}`,
  ends: ', endet',
  revoke: 'Widerrufen',
  copied: 'Link kopiert',
  notCopied:
    'Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Link und kopieren Sie ihn von Hand.',
  inviteAbout: 'Schicken Sie den Link auf einem Weg, dem Sie vertrauen; er lässt eine Person ein.',
  done: 'Fertig',
  makeLink: 'Link erzeugen',
  invitationLink: 'Einladungslink',
  copy: 'Kopieren',
  forOne: (role) => `Für eine Person, Rolle: ${role}. Er wird nur jetzt gezeigt und endet`,
}
