import { beforeAll, expect, test } from 'vitest'
import { db } from '#server/platform/db.ts'
import { makeProject, TEMPLATES } from '#server/projects/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, type Person, person } from '#test/kit/people.ts'

await testDatabase()

let admin: Person
let ann: Person
beforeAll(async () => {
  admin = await person('Admin', { admin: true })
  ann = await person('Ann')
})

test.each(TEMPLATES)(
  'a project from the template %s has its labels, which can be saved as they are',
  async (template) => {
    const { id: projectId } = await admin.api.projects.create({ name: `  New\n${template} `, template })
    expect(await admin.api.projects.get({ projectId })).toMatchObject({
      name: `New ${template}`,
      template,
      role: 'owner',
      members: 1,
      recordings: 0,
    })
    const first = await admin.api.projects.labelSet.get({ projectId })
    expect(first.version).toBe(1)
    expect(first.labels.length).toBeGreaterThan(3)
    expect(first.tracks.length).toBeGreaterThan(0)
    const saved = await admin.api.projects.labelSet.save({ projectId, baseVersion: 1, labelSet: first })
    expect(saved).toEqual({ ...first, version: 2 })
    expect(await db().auditRow.count({ where: { projectId, action: 'project.created' } })).toBe(1)
  },
)

test('only administrators create projects, and opening one takes membership even for them', async () => {
  await expect(ann.api.projects.create({ name: 'Mine', template: 'gait' })).rejects.toThrow(
    'Only an administrator of this installation may create projects.',
  )
  const { id: projectId } = await makeProject({ name: 'Hers', template: 'gait', ownerId: ann.userId })
  await expect(admin.api.projects.get({ projectId })).rejects.toThrow(/does not exist, or you may not see it/)
  expect((await admin.api.projects.list()).map((project) => project.id)).not.toContain(projectId)
  expect((await ann.api.projects.list()).map((project) => project.name)).toEqual(['Hers'])
})

test('the list says what changed last, counts what is there and leaves out what was removed', async () => {
  const { id: projectId } = await makeProject({ name: 'Busy', template: 'session', ownerId: ann.userId })
  await addMember(projectId, admin.userId, 'viewer')
  const one = await ann.api.recordings.create({ projectId, name: 'One' })
  await ann.api.recordings.create({ projectId, name: 'Two' })
  await ann.api.recordings.remove({ recordingId: one.id })
  const [first] = await ann.api.projects.list()
  expect(first).toMatchObject({ id: projectId, recordings: 1, members: 2, role: 'owner' })
  expect((await admin.api.projects.list())[0]).toMatchObject({ id: projectId, role: 'viewer' })
})

test('owners rename and describe; an empty name is refused with a sentence', async () => {
  const { id: projectId } = await makeProject({ name: 'Old', template: 'session', ownerId: ann.userId })
  await ann.api.projects.update({ projectId, name: 'New', description: 'First\nsecond' })
  expect(await ann.api.projects.get({ projectId })).toMatchObject({
    name: 'New',
    description: 'First\nsecond',
  })
  await expect(ann.api.projects.update({ projectId, name: ' \t ' })).rejects.toThrow('Write a name.')
  await expect(ann.api.projects.update({ projectId, name: 'x'.repeat(201) })).rejects.toThrow(
    'A name has at most 200 characters.',
  )
})
