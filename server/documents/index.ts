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
export { type DocumentAt, documentAtRevision } from './document-at.ts'
export { forget as forgetOpenDocuments } from './open-documents.ts'
export {
  type Announcement,
  changesSince,
  type HistoryRow,
  history,
  historyPeople,
  type OverwroteEntry,
  ownRevisions,
  type RevisionEntry,
  revisionsTopic,
  seenSince,
} from './revisions.ts'
export {
  authorIsSeen,
  layerIsSeen,
  type Standing,
  seenRecords,
  seesAll,
  standingOf,
} from './sight.ts'
export { openDocument, readDocument, type Snapshot, snapshot } from './snapshot.ts'
