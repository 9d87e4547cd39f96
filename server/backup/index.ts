/** Backups: the whole installation in one checked file, and back. The format is described in archive.ts. */
export { type RestoreResult, restoreBackup } from './restore-backup.ts'
export { type BackupResult, writeBackup } from './write-backup.ts'
