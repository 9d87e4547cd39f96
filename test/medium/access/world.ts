/** A small installation for asking "may this person do that": a project with one of everything, fresh for each try. */
import { randomUUID } from 'node:crypto'
import { type LabelSet, labelSetSchema } from '#media/core/document/records.ts'
import { EMPTY_PLAN } from '#media/core/labels/migrate.ts'
import type { Role } from '#prisma/generated/client.ts'
import { newToken, tokenHash } from '#server/people/link-token.ts'
import { db } from '#server/platform/db.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'

export const ROLE_NAMES = ['viewer', 'annotator', 'editor', 'owner'] as const

/** Who asks. `foreigner` owns another project; `admin` runs the installation and is in no project of ours. */
export type Asker = 'stranger' | 'foreigner' | 'admin' | Role

export type Cast = Record<Exclude<Asker, 'stranger'>, Person>

export async function makeCast(): Promise<Cast> {
  const people = {
    foreigner: await person('Foreigner'),
    admin: await person('Admin', { admin: true }),
    viewer: await person('Viewer'),
    annotator: await person('Annotator'),
    editor: await person('Editor'),
    owner: await person('Owner'),
  }
  const other = await db().project.create({ data: { name: 'Another', template: 'gait' } })
  await addMember(other.id, people.foreigner.userId, 'owner')
  return people
}

export interface World {
  projectId: string
  recordingId: string
  removedRecordingId: string
  assetId: string
  failedAssetId: string
  /** A finished comparison of two sounds. */
  soundMatchId: string
  alignmentId: string
  suggestionId: string
  playlistId: string
  invitationId: string
  invitationToken: string
  trackId: string
  /** Of labels, with nothing to take back. */
  migrationId: string
  /** Kept by the installation; nobody's. */
  templateId: string
  layerId: string
  labelSet: LabelSet
  /** A member who is none of the askers. */
  extraUserId: string
  /** A session of the asker besides the one they ask with. */
  otherSessionOf: (userId: string) => Promise<string>
  cast: Cast
}

export const smallLabelSet: LabelSet = labelSetSchema.parse({
  version: 1,
  name: 'Small',
  labels: [
    {
      id: 'prep',
      name: 'Preparation',
      color: '#0072b2',
      key: '1',
      code: null,
      description: '',
      attributes: [],
    },
    { id: 'close', name: 'Closing', color: '#e69f00', key: '2', code: null, description: '', attributes: [] },
  ],
  tracks: [
    {
      id: 'phase',
      kind: 'intervals',
      name: 'Phase',
      policy: 'gapless',
      parentId: null,
      labelIds: ['prep', 'close'],
      height: 32,
    },
  ],
})

export async function makeWorld(cast: Cast): Promise<World> {
  const { id: projectId } = await db().project.create({
    data: {
      name: 'Theatre',
      template: 'procedure',
      labelSets: { create: { version: 1, content: smallLabelSet } },
    },
  })
  for (const role of ROLE_NAMES) await addMember(projectId, cast[role].userId, role)
  const extra = await db().user.create({
    data: { id: randomUUID(), name: 'Extra', email: `${randomUUID()}@example.org` },
  })
  await addMember(projectId, extra.id, 'viewer')
  const recording = await db().recording.create({
    data: {
      projectId,
      name: 'One',
      tracks: {
        create: {
          id: 'phase',
          kind: 'intervals',
          name: 'Phase',
          order: 1,
          policy: 'gapless',
          labelIds: ['prep', 'close'],
          height: 32,
          locked: false,
          hidden: false,
        },
      },
      layers: { create: { id: 'shared', name: 'Shared', kind: 'people', locked: false } },
    },
  })
  const removed = await db().recording.create({ data: { projectId, name: 'Removed', deletedAt: new Date() } })
  const sha256 = randomUUID().replaceAll('-', '').repeat(2)
  await db().blob.create({ data: { sha256, bytes: 10n } })
  const asset = { recordingId: recording.id, sha256, fileName: 'a.mp4', bytes: 10n }
  const working = await db().asset.create({
    data: {
      ...asset,
      state: 'preparing',
      jobs: { create: { id: randomUUID(), name: 'unknown', projectId } },
    },
  })
  const failed = await db().asset.create({ data: { ...asset, state: 'failed', problem: 'Broken.' } })
  const match = { id: randomUUID(), name: 'match-sound', state: 'done', assetId: failed.id, projectId }
  await db().jobRun.create({ data: match })
  const aligned = { ...match, id: randomUUID(), name: 'align-words' }
  await db().jobRun.create({ data: aligned })
  const suggested = { ...match, id: randomUUID(), name: 'suggest' }
  await db().jobRun.create({ data: suggested })
  const token = newToken()
  const invitation = await db().invitation.create({
    data: {
      projectId,
      role: 'annotator',
      tokenHash: tokenHash(token),
      createdBy: cast.owner.userId,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  })
  const playlist = await db().playlist.create({ data: { projectId, name: 'Bleedings', authorId: extra.id } })
  const migration = await db().labelMigration.create({
    data: { projectId, fromVersion: 1, toVersion: 1, plan: EMPTY_PLAN },
  })
  const template = await db().labelTemplate.create({
    data: { name: 'Kept', base: 'procedure', content: smallLabelSet },
  })
  return {
    projectId,
    playlistId: playlist.id,
    migrationId: migration.id,
    templateId: template.id,
    recordingId: recording.id,
    removedRecordingId: removed.id,
    assetId: working.id,
    failedAssetId: failed.id,
    soundMatchId: match.id,
    alignmentId: aligned.id,
    suggestionId: suggested.id,
    invitationId: invitation.id,
    invitationToken: token,
    trackId: 'phase',
    layerId: 'shared',
    labelSet: smallLabelSet,
    extraUserId: extra.id,
    cast,
    async otherSessionOf(userId) {
      const id = randomUUID()
      const expiresAt = new Date(Date.now() + 86_400_000)
      await db().session.create({ data: { id, token: randomUUID(), userId, expiresAt } })
      return id
    },
  }
}
