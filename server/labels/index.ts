/** Changes of a project's schema and its recordings: migrations, versions, examples. */
export { addExample, type ExampleView, examplesOf, removeExample } from './examples.ts'
export {
  type MigrationAnswer,
  type MigrationInput,
  type MigrationPreview,
  migrateLabels,
  previewMigration,
  type RecordingOutcome,
} from './migrate-labels.ts'
export { type UndoneMigration, undoMigration } from './undo-migration.ts'
export { labelSetVersion, labelsVersion, labelVersions, type VersionView } from './versions.ts'
