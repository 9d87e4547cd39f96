/**
 * Every page as a stranger, as a member of another project and as a viewer. A page without a row fails: access to a new
 * page is decided here before it is landed.
 */
import { type APIRequestContext, request } from '@playwright/test'
import { expect, test } from '#test/kit/browser.ts'
import { pagesThatExist } from '#test/kit/pages.ts'

/** open: for anybody; account: strangers go to the door; project, recording: for members only; owners: for them alone. */
type Rule = 'open' | 'account' | 'project' | 'recording' | 'owners'

const PAGES: Record<string, Rule> = {
  '/sign-in': 'open',
  '/join/[token]': 'open',
  '/self-test': 'open',
  '/': 'account',
  '/account': 'account',
  '/welcome': 'account',
  '/new-project': 'account',
  '/p/[projectId]': 'project',
  '/p/[projectId]/labels': 'project',
  '/p/[projectId]/people': 'project',
  '/p/[projectId]/search': 'project',
  '/p/[projectId]/playlists': 'project',
  '/p/[projectId]/playlists/[playlistId]': 'project',
  '/p/[projectId]/settings': 'owners',
  '/r/[recordingId]': 'recording',
  '/studio/[recordingId]': 'recording',
  '/compare': 'recording',
}

/** What a page needs to be about something. */
const QUERIES: Record<string, string> = { '/compare': '?a=[recordingId]' }

const SECRET = 'Anonymised theatre seven'

/** Contexts are the owner's unless told otherwise. */
const NOBODY = { cookies: [], origins: [] }

test('every page has a row', () => {
  const pages = pagesThatExist()
  expect(pages).toContain('/sign-in')
  expect(pages.filter((page) => !(page in PAGES))).toEqual([])
})

test.describe('access', () => {
  let ids: { projectId: string; recordingId: string; playlistId: string }
  let viewer: APIRequestContext
  let foreigner: APIRequestContext
  let stranger: APIRequestContext

  test.beforeAll(async ({ origin }) => {
    const owner = await request.newContext({ storageState: process.env.SCRUBLINE_TEST_STATE as string })
    const call = async <T>(api: APIRequestContext, name: string, input: object): Promise<T> => {
      const answer = await api.post(`${origin}/api/trpc/${name}`, { data: { json: input } })
      expect(answer.status(), `${name}: ${await answer.text()}`).toBe(200)
      return (await answer.json()).result.data.json as T
    }
    const project = (name: string) =>
      call<{ id: string }>(owner, 'projects.create', { name, template: 'procedure' })
    const { id: projectId } = await project(SECRET)
    const { id: elsewhere } = await project('Elsewhere')
    const recording = await call<{ id: string }>(owner, 'recordings.create', {
      projectId,
      name: `${SECRET} one`,
    })
    const playlist = await call<{ id: string }>(owner, 'playlists.create', {
      ...{ projectId, name: `${SECRET} bleedings`, query: null, clips: [] },
    })
    ids = { projectId, recordingId: recording.id, playlistId: playlist.id }
    const newcomer = async (into: string, role: string) => {
      const { token } = await call<{ token: string }>(owner, 'people.invite', { projectId: into, role })
      const api = await request.newContext({ storageState: NOBODY })
      const email = `${role}-${into}@example.org`
      await call(api, 'people.acceptInvitation', {
        token,
        name: role,
        email,
        password: 'correct horse battery',
      })
      return api
    }
    viewer = await newcomer(projectId, 'viewer')
    foreigner = await newcomer(elsewhere, 'owner')
    stranger = await request.newContext({ storageState: NOBODY })
  })

  for (const page of pagesThatExist()) {
    test(page, async ({ origin }) => {
      const rule = PAGES[page] as Rule
      const address = (page + (QUERIES[page] ?? '')).replace(
        /\[(\w+)\]/g,
        (_, name: string) => ids[name as keyof typeof ids] ?? 'made-up-token',
      )
      const ask = async (api: APIRequestContext) => {
        const answer = await api.get(`${origin}${address}`, { maxRedirects: 0 })
        return { status: answer.status(), to: answer.headers().location ?? '', text: await answer.text() }
      }
      const [asStranger, asForeigner, asViewer] = [
        await ask(stranger),
        await ask(foreigner),
        await ask(viewer),
      ]
      expect(asStranger.text).not.toContain(SECRET)
      expect(asForeigner.text).not.toContain(SECRET)
      for (const { status } of [asStranger, asForeigner, asViewer]) expect(status).toBeLessThan(500)
      if (rule === 'open') {
        expect(asStranger.status).toBe(200)
        return
      }
      expect(asStranger).toMatchObject({ status: 307, to: expect.stringMatching(/^\/sign-in/) })
      if (rule === 'account') expect([200, 307, 404]).toContain(asForeigner.status)
      else expect(asForeigner.status).toBe(404)
      if (rule === 'project' || rule === 'recording') expect(asViewer.status).toBe(200)
      if (rule === 'owners') expect(asViewer.status).toBe(404)
    })
  }
})
