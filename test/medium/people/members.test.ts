import { beforeEach, describe, expect, test } from 'vitest'
import { actorFromHeaders } from '#server/people/index.ts'
import { db } from '#server/platform/db.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, apiAs, cookieOf, PASSWORD, type Person, person, serve } from '#test/kit/people.ts'

await testDatabase()
const { origin } = await serve()

let count = 0
let owner: Person
let projectId: string
beforeEach(async () => {
  owner = await person(`Owner${++count}`)
  projectId = (await db().project.create({ data: { name: 'Ward', template: 'session' } })).id
  await addMember(projectId, owner.userId, 'owner')
})

const roleOf = async (who: Person) =>
  (await db().member.findUnique({ where: { projectId_userId: { projectId, userId: who.userId } } }))?.role ??
  null

describe('an invitation', () => {
  test('shows where it leads, makes an account, joins with the given role and signs in, once', async () => {
    const { token } = await owner.api.people.invite({ projectId, role: 'annotator' })
    expect(await apiAs(null).people.lookUpInvitation({ token })).toMatchObject({
      projectName: 'Ward',
      role: 'annotator',
      invitedBy: `Owner${count}`,
    })
    const email = `guest${count}@example.org`
    const answer = await fetch(`${origin}/api/trpc/people.acceptInvitation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: { token, name: 'Guest', email, password: PASSWORD } }),
    })
    expect(answer.status).toBe(200)
    const actor = await actorFromHeaders({ cookie: cookieOf(answer.headers.get('set-cookie')!) })
    expect(actor).toMatchObject({ name: 'Guest', admin: false })
    const member = await db().member.findFirst({ where: { projectId, userId: actor!.userId } })
    expect(member?.role).toBe('annotator')
    const again = { token, name: 'Second', email: `x${email}`, password: PASSWORD }
    await expect(apiAs(null).people.acceptInvitation(again)).rejects.toThrow(/was already used/)
    expect(await db().user.count({ where: { email: `x${email}` } })).toBe(0)
  })

  test('used by many at the same moment makes one account', async () => {
    const { token } = await owner.api.people.invite({ projectId, role: 'viewer' })
    const before = await db().user.count()
    const tries = await Promise.allSettled(
      [1, 2, 3].map((n) =>
        apiAs(null).people.acceptInvitation({
          token,
          name: 'Many',
          email: `many${count}-${n}@example.org`,
          password: PASSWORD,
        }),
      ),
    )
    expect(tries.filter((one) => one.status === 'fulfilled').length).toBe(1)
    expect(await db().user.count()).toBe(before + 1)
  })

  test('that was revoked, has expired or is made up opens nothing, and says so', async () => {
    const revoked = await owner.api.people.invite({ projectId, role: 'viewer' })
    await owner.api.people.revokeInvitation({ invitationId: revoked.id })
    const expired = await owner.api.people.invite({ projectId, role: 'viewer' })
    await db().invitation.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } })
    const guest = await person(`Guest${count}`)
    for (const [token, why] of [
      [revoked.token, 'was revoked'],
      [expired.token, 'has expired'],
      ['made-up-token', 'is not one of ours'],
    ] as const) {
      const sentence = new RegExp(`^This invitation ${why}.*Ask an owner`)
      await expect(apiAs(null).people.lookUpInvitation({ token })).rejects.toThrow(sentence)
      await expect(guest.api.people.joinProject({ token })).rejects.toThrow(sentence)
    }
    expect(await roleOf(guest)).toBeNull()
    expect((await owner.api.people.invitations({ projectId })).map((row) => row.state)).toEqual([
      'expired',
      'revoked',
    ])
  })

  test('raises a role but never lowers one, and is not used up by who gains nothing', async () => {
    const viewer = await person(`Viewer${count}`)
    await addMember(projectId, viewer.userId, 'viewer')
    const { token } = await owner.api.people.invite({ projectId, role: 'editor' })
    await owner.api.people.joinProject({ token })
    expect(await roleOf(owner)).toBe('owner')
    await viewer.api.people.joinProject({ token })
    expect(await roleOf(viewer)).toBe('editor')
  })

  test('does not sign in as somebody, and a sign-in link is no invitation', async () => {
    const { token } = await owner.api.people.invite({ projectId, role: 'owner' })
    const visit = await fetch(`${origin}/api/sign-in/${token}`, { redirect: 'manual' })
    expect(visit.headers.get('location')).toBe('/sign-in?link=unknown')
    expect(visit.headers.get('set-cookie')).toBeNull()
  })

  test('with an address that has an account asks to sign in', async () => {
    const { token } = await owner.api.people.invite({ projectId, role: 'viewer' })
    const taken = { token, name: 'X', email: owner.email.toUpperCase(), password: PASSWORD }
    await expect(apiAs(null).people.acceptInvitation(taken)).rejects.toThrow(/already has an account here/)
    expect((await apiAs(null).people.lookUpInvitation({ token })).role).toBe('viewer')
  })
})

describe('roles', () => {
  test('are changed by owners only, and count at once', async () => {
    const editor = await person(`Editor${count}`)
    await addMember(projectId, editor.userId, 'editor')
    await expect(
      editor.api.people.setRole({ projectId, userId: editor.userId, role: 'owner' }),
    ).rejects.toThrow(/takes the role of an owner; you are an editor here/)
    await owner.api.people.setRole({ projectId, userId: editor.userId, role: 'viewer' })
    await expect(editor.api.recordings.create({ projectId, name: 'No longer' })).rejects.toThrow(
      /takes the role of an annotator/,
    )
    await owner.api.people.removeMember({ projectId, userId: editor.userId })
    await expect(editor.api.recordings.list({ projectId })).rejects.toThrow(/does not exist, or you may not/)
  })

  test('the last owner can neither leave nor step down; two cannot do it at once either', async () => {
    const self = { projectId, userId: owner.userId }
    await expect(owner.api.people.removeMember(self)).rejects.toThrow(/only owner/)
    await expect(owner.api.people.setRole({ ...self, role: 'viewer' })).rejects.toThrow(/only owner/)
    const second = await person(`Second${count}`)
    await addMember(projectId, second.userId, 'owner')
    const left = await Promise.allSettled([
      owner.api.people.removeMember(self),
      second.api.people.removeMember({ projectId, userId: second.userId }),
    ])
    expect(left.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().member.count({ where: { projectId, role: 'owner' } })).toBe(1)
  })

  test('everybody may leave; e-mail addresses are for owners', async () => {
    const viewer = await person(`Viewer${count}`)
    await addMember(projectId, viewer.userId, 'viewer')
    const seen = await viewer.api.people.members({ projectId })
    expect(seen.map((row) => row.email)).toEqual([null, viewer.email])
    expect((await owner.api.people.members({ projectId })).every((row) => row.email)).toBe(true)
    await viewer.api.people.removeMember({ projectId, userId: viewer.userId })
    expect(await roleOf(viewer)).toBeNull()
  })
})
