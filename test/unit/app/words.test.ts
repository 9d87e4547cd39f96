import { describe, expect, it } from 'vitest'
import type { UploadState } from '#app/_client/upload.ts'
import { TEXTS } from '#app/_text/texts.ts'
import { auditWords } from '#app/(library)/_parts/audit-words.ts'
import { sortFiles } from '#app/(library)/_parts/uploads/media-files.ts'
import { uploadWords } from '#app/(library)/_parts/uploads/upload-words.ts'

const upload = (over: Partial<UploadState>): UploadState => ({
  id: 'u',
  fileName: 'case.mp4',
  projectId: 'p',
  bytes: 2_000_000,
  sent: 870_000,
  phase: 'sending',
  bytesPerSecond: 12_400_000,
  secondsLeft: 118,
  problem: null,
  recordingId: null,
  duplicate: false,
  ...over,
})

describe('an upload in words', () => {
  it.each([
    [{}, '43 % of 2.0 MB, 12 MB/s, 2 min left'],
    [{ bytesPerSecond: null, secondsLeft: null }, '43 % of 2.0 MB'],
    [{ phase: 'waiting' }, 'Waiting, 2.0 MB'],
    [{ phase: 'paused' }, 'Paused at 43 % of 2.0 MB'],
    [{ phase: 'failed', problem: 'The disk is full.' }, 'The disk is full.'],
    [{ phase: 'done', sent: 2_000_000 }, 'Done'],
    [{ bytes: 0, sent: 0, bytesPerSecond: null, secondsLeft: null }, '0 % of 0 B'],
  ] as const)('%o', (over, words) => expect(uploadWords(upload(over), TEXTS.en)).toBe(words))
  it('says that a duplicate costs nothing', () => {
    expect(uploadWords(upload({ phase: 'done', duplicate: true }), TEXTS.en)).toMatch(/here already/)
  })
})

describe('the audit log in words', () => {
  it.each([
    ['recording.read', {}, 'opened the recording'],
    ['recording.staged', { from: 'open', to: 'review' }, 'set the stage from open to review'],
    ['upload.begun', { fileName: 'case.mp4', bytes: 3 }, 'began an upload (case.mp4)'],
    ['invitation.made', { role: 'viewer' }, 'made an invitation (as viewer)'],
    ['labels.changed', { version: 4 }, 'changed the labels (version 4)'],
    ['something.quite-new', null, 'something quite new'],
  ])('%s', (action, detail, words) => expect(auditWords({ action, detail }, TEXTS.en.audit)).toBe(words))
  it.each([
    [
      'recording.staged',
      { from: 'open', to: 'review' },
      'hat den Stand gesetzt, von „Zu annotieren“ zu „In Prüfung“',
    ],
    [
      'member.role-changed',
      { member: 'u', from: 'viewer', to: 'owner' },
      'hat eine Rolle geändert, von „Zuschauen“ zu „Besitz“',
    ],
    ['asset.moved', { from: 'open', to: 'late' }, 'hat eine Datei auf der Uhr verschoben, von open zu late'],
    ['something.quite-new', null, 'something quite new'],
  ])('%s in German', (action, detail, words) =>
    expect(auditWords({ action, detail }, TEXTS.de.audit)).toBe(words),
  )
})

it('leaves out what cannot be media, and lets the server judge the rest', () => {
  const names = ['a.MP4', 'b.eaf', 'c', 'd.pdf', 'e.mxf', 'force.csv', 'walk.trc']
  const { media, other } = sortFiles(names.map((name) => new File(['x'], name)))
  expect(media.map((file) => file.name)).toEqual(['a.MP4', 'c', 'e.mxf', 'force.csv', 'walk.trc'])
  expect(other.map((file) => file.name)).toEqual(['b.eaf', 'd.pdf'])
})
