/** The pages of one project. */
export const project = {
  project: 'Project',
  recordings: 'Recordings',
  people: 'People',
  labels: 'Labels',
  settings: 'Settings',
  nothingRemoved: 'Nothing is removed',
  nothingRemovedAbout: 'Removed recordings wait here until somebody restores them.',
  noRecordings: 'No recordings yet',
  noRecordingsViewer: 'Recordings appear here when somebody adds them.',
  noRecordingsAbout:
    'Drop a video anywhere on this page, or choose one. It can be labelled as soon as it is here.',
  backToRecordings: 'Back to the recordings',
  removedRecordings: 'Removed recordings',
  about: 'About',
  saved: 'Project saved',
  name: 'Name',
  description: 'Description',
  descriptionHint: 'Shown under the name.',
  audit: 'Audit log',
  auditAbout: 'Who read and changed what, newest first. Nobody can change or delete it.',
}
