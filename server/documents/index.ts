/** Documents: all tracks and annotations of a recording, its revisions, and who may change what. */
export {
  announceRevision,
  changeOnServer,
  type PushAnswer,
  type PushInput,
  push,
  type RevisionToWrite,
  type ServerChange,
  writeRevision,
} from './change-document.ts'
export { createDocument, SHARED_LAYER_ID } from './create-document.ts'
export { forget as forgetOpenDocuments } from './open-documents.ts'
export {
  type Announcement,
  changesSince,
  type HistoryRow,
  history,
  ownRevisions,
  type RevisionEntry,
  readSince,
  revisionsTopic,
} from './revisions.ts'
export { openDocument, readDocument, type Snapshot, snapshot } from './snapshot.ts'
