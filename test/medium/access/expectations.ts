/**
 * Who may call what. Every procedure has a row; the test fails for one without. `min` is the least role in the project:
 * who is no member (the administrator included) is told that the thing does not exist, who is a member with less is
 * told that it takes more, and who has enough is never refused for who they are.
 */

import { EMPTY_PLAN } from '#media/core/labels/migrate.ts'
import type { Role } from '#prisma/generated/client.ts'
import type { ErrorCode } from '#server/platform/errors.ts'
import type { Asker, World } from './world.ts'

export type Who =
  /** Also without an account. */
  | 'anybody'
  /** Any account; about the asker's own things. */
  | 'signed-in'
  /** Administrators of the installation. */
  | 'admin'
  /** Least role in the project. */
  | Role

export interface Expectation {
  who: Who
  input?: (world: World, asker: Asker) => unknown
  /** What who has enough may meet instead of success, for a reason that is not who they are. */
  otherwise?: ErrorCode
}

const project = (w: World) => ({ projectId: w.projectId })
const recording = (w: World) => ({ recordingId: w.recordingId })
const userOf = (w: World, asker: Asker): string => (asker === 'stranger' ? 'none' : w.cast[asker].userId)
const exampleOf = (w: World) => ({
  labelId: 'prep',
  example: { kind: 'positive', recordingId: w.recordingId, start: 0, end: 10, note: '' },
})
const password = 'correct horse battery'

export const EXPECTED: Record<string, Expectation> = {
  'people.me': { who: 'anybody' },
  'people.lookUpInvitation': { who: 'anybody', input: (w) => ({ token: w.invitationToken }) },
  'people.acceptInvitation': {
    who: 'anybody',
    input: (w) => ({
      token: w.invitationToken,
      name: 'New',
      email: `new-${w.invitationId}@example.org`,
      password,
    }),
  },
  'people.joinProject': { who: 'signed-in', input: (w) => ({ token: w.invitationToken }) },
  'people.completeWelcome': {
    who: 'signed-in',
    otherwise: 'conflict',
    input: (_, asker) => ({ name: asker, email: `${asker}@example.org`, password }),
  },
  'people.updateAccount': {
    who: 'signed-in',
    input: (_, asker) => ({ name: asker, email: `${asker}@example.org` }),
  },
  'people.changePassword': { who: 'signed-in', input: () => ({ current: password, next: password }) },
  'people.sessions': { who: 'signed-in' },
  'people.revokeSession': {
    who: 'signed-in',
    input: (w, asker) =>
      asker === 'stranger'
        ? { sessionId: 'x' }
        : w.otherSessionOf(userOf(w, asker)).then((sessionId) => ({ sessionId })),
  },
  'people.revokeOtherSessions': { who: 'signed-in' },
  'people.settings': { who: 'signed-in' },
  'people.setSetting': { who: 'signed-in', input: () => ({ name: 'keys', value: {} }) },
  'people.members': { who: 'viewer', input: project },
  'people.setRole': {
    who: 'owner',
    input: (w) => ({ ...project(w), userId: w.extraUserId, role: 'annotator' }),
  },
  'people.removeMember': { who: 'owner', input: (w) => ({ ...project(w), userId: w.extraUserId }) },
  'people.invitations': { who: 'owner', input: project },
  'people.invite': { who: 'owner', input: (w) => ({ ...project(w), role: 'viewer' }) },
  'people.revokeInvitation': { who: 'owner', input: (w) => ({ invitationId: w.invitationId }) },

  'projects.list': { who: 'signed-in' },
  'projects.create': { who: 'admin', input: () => ({ name: 'New', template: 'procedure' }) },
  'projects.get': { who: 'viewer', input: project },
  'projects.update': { who: 'owner', input: (w) => ({ ...project(w), name: 'Renamed' }) },
  'projects.setWork': { who: 'editor', input: (w) => ({ ...project(w), work: 'own' }) },
  'projects.labelSet.get': { who: 'viewer', input: project },
  'projects.labelSet.save': {
    who: 'editor',
    input: (w) => ({ ...project(w), baseVersion: 1, labelSet: w.labelSet }),
  },
  'projects.audit': { who: 'owner', input: project },

  'recordings.list': { who: 'viewer', input: project },
  'recordings.uploads': { who: 'viewer', input: project },
  'recordings.get': { who: 'viewer', input: recording },
  'recordings.tracks': { who: 'viewer', input: recording },
  'recordings.create': { who: 'annotator', input: (w) => ({ ...project(w), name: 'Two' }) },
  'recordings.rename': { who: 'editor', input: (w) => ({ ...recording(w), name: 'New name' }) },
  'recordings.setStage': { who: 'annotator', input: (w) => ({ ...recording(w), stage: 'review' }) },
  'recordings.remove': { who: 'editor', input: recording },
  'recordings.restore': { who: 'editor', input: (w) => ({ recordingId: w.removedRecordingId }) },
  'recordings.removeForever': { who: 'owner', input: (w) => ({ recordingId: w.removedRecordingId }) },

  'exports.make': {
    who: 'viewer',
    input: (w) => ({ ...recording(w), formatId: 'csv' }),
    otherwise: 'unavailable',
  },

  'documents.snapshot': { who: 'viewer', input: recording },
  'documents.changes': { who: 'viewer', input: (w) => ({ ...recording(w), after: 0 }) },
  'documents.since': { who: 'viewer', input: (w) => ({ ...recording(w), after: 0 }) },
  'documents.own': { who: 'viewer', input: recording },
  'documents.history': { who: 'viewer', input: (w) => ({ ...recording(w), limit: 10 }) },
  'documents.historyPeople': { who: 'viewer', input: recording },
  'documents.at': { who: 'viewer', input: (w) => ({ ...recording(w), revision: 0 }) },
  'documents.push': {
    who: 'annotator',
    input: (w) => ({
      ...recording(w),
      baseRev: 0,
      clientId: 'client',
      seq: 1,
      diff: { added: {}, updated: {}, removed: {} },
      sentence: 'Nothing',
      undoes: null,
    }),
  },

  'presence.say': {
    who: 'viewer',
    input: (w, asker) => ({
      ...recording(w),
      ...{ clientId: `tab-${asker}`, tick: 0, playing: false, rate: 1, trackId: null, layerId: null },
      selectionIds: [],
    }),
  },
  'presence.leave': { who: 'viewer', input: (w) => ({ ...recording(w), clientId: 'tab' }) },
  'presence.watch': { who: 'viewer', input: (w) => ({ ...recording(w), clientId: 'tab' }) },

  'assets.get': { who: 'viewer', input: (w) => ({ assetId: w.assetId }) },
  'assets.place': { who: 'editor', input: (w) => ({ assetId: w.failedAssetId, offset: 705_600_000 }) },
  'assets.chooseMain': { who: 'editor', input: (w) => ({ assetId: w.assetId }), otherwise: 'conflict' },
  'assets.matchSound': {
    who: 'editor',
    input: (w) => ({ assetId: w.assetId, withAssetId: w.failedAssetId }),
    otherwise: 'unavailable',
  },
  'assets.soundMatch': { who: 'editor', input: (w) => ({ jobId: w.soundMatchId }) },
  'suggestions.tasks': { who: 'viewer', input: recording },
  'suggestions.runs': { who: 'viewer', input: recording },
  'suggestions.cancel': { who: 'editor', input: (w) => ({ jobId: w.suggestionId }) },
  'suggestions.start': {
    who: 'editor',
    input: (w) => ({ assetId: w.assetId, task: 'speech-detection', model: 'silero-vad' }),
    otherwise: 'unavailable',
  },
  'transcripts.align': {
    who: 'annotator',
    input: (w) => ({ assetId: w.assetId, pieces: [{ start: 0, end: 705_600_000, words: ['so'] }] }),
    otherwise: 'unavailable',
  },
  'transcripts.alignment': { who: 'annotator', input: (w) => ({ jobId: w.alignmentId }) },
  'assets.watchPlaces': { who: 'viewer', input: recording },
  'assets.retry': { who: 'annotator', input: (w) => ({ assetId: w.failedAssetId }) },
  'assets.showStream': {
    who: 'editor',
    input: (w) => ({ assetId: w.assetId, video: 7 }),
    otherwise: 'conflict',
  },
  'assets.readSignalAs': {
    who: 'annotator',
    input: (w) => ({
      assetId: w.failedAssetId,
      settings: {
        delimiter: ',',
        decimal: '.',
        firstLine: 2,
        time: null,
        rate: 100,
        fromZero: true,
        channels: [{ column: 0, name: 'Fz', unit: 'N' }],
      },
    }),
    otherwise: 'bad-input',
  },
  'assets.cancel': { who: 'annotator', input: (w) => ({ assetId: w.assetId }) },

  'studio.news': { who: 'viewer', input: recording },

  'search.find': {
    who: 'viewer',
    input: (w) => ({ ...project(w), query: { version: 1, find: [{ field: 'text', value: 'a' }] } }),
  },
  'search.around': { who: 'viewer', input: (w) => ({ ...recording(w), start: 0, end: 705_600_000 }) },
  'playlists.list': { who: 'viewer', input: project },
  'playlists.get': { who: 'viewer', input: (w) => ({ playlistId: w.playlistId }) },
  'playlists.create': {
    who: 'annotator',
    input: (w) => ({ ...project(w), name: 'New', query: null, clips: [] }),
  },
  // Of somebody who is none of the askers: the annotator who made one may change it, too.
  'playlists.update': { who: 'editor', input: (w) => ({ playlistId: w.playlistId, name: 'Renamed' }) },
  'playlists.remove': { who: 'editor', input: (w) => ({ playlistId: w.playlistId }) },
  'labels.preview': {
    who: 'editor',
    input: (w) => ({ ...project(w), baseVersion: 1, labelSet: w.labelSet, plan: EMPTY_PLAN }),
  },
  'labels.migrate': {
    who: 'editor',
    input: (w) => ({ ...project(w), baseVersion: 1, labelSet: w.labelSet, plan: EMPTY_PLAN }),
  },
  'labels.undoMigration': { who: 'editor', input: (w) => ({ migrationId: w.migrationId }) },
  'labels.versions': { who: 'viewer', input: (w) => ({ ...project(w), limit: 10 }) },
  'labels.version': { who: 'viewer', input: (w) => ({ ...project(w), version: 1 }) },
  'labels.watch': { who: 'viewer', input: project },
  'labels.examples': { who: 'viewer', input: (w) => ({ ...project(w), labelId: 'prep' }) },
  'labels.addExample': { who: 'editor', input: (w) => ({ ...project(w), ...exampleOf(w) }) },
  'labels.removeExample': { who: 'editor', input: (w) => ({ ...project(w), ...exampleOf(w) }) },
  'labels.templates': { who: 'signed-in' },
  'labels.template': { who: 'signed-in', input: (w) => ({ templateId: w.templateId }) },
  'labels.saveTemplate': { who: 'owner', input: (w) => ({ ...project(w), name: 'Ours' }) },
  'labels.removeTemplate': { who: 'admin', input: (w) => ({ templateId: w.templateId }) },

  'jobs.list': { who: 'viewer', input: recording },
  'jobs.watch': { who: 'viewer', input: recording },
}
