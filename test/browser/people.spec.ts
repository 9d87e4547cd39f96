/**
 * Two people on one recording, in two real browsers: they see each other, end at the same document, and lose nothing
 * when the network is cut, a tab goes in the middle of a push, or the session ends.
 */
import { type Browser, type BrowserContext, type Page, request } from '@playwright/test'
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'People'
const PASSWORD = 'correct horse battery'
const EMAIL = 'ann@example.org'

test.describe.configure({ mode: 'serial' })

let ids: ImportedRecording
let studio: StudioPage
let annContext: BrowserContext
let ann: StudioPage

test.beforeAll(async ({ dataDir, browser, origin }) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: 8 })
  ids = await importFile(dataDir, clip.path, PROJECT)
  annContext = await inviteAnn(browser, origin)
})

test.beforeEach(async ({ page }) => {
  studio = await StudioPage.open(page, ids)
  ann = await StudioPage.open(await annContext.newPage(), ids)
})

test.afterEach(async () => {
  await ann.page.close()
})
test.afterAll(() => annContext.close())

/** What a page shows of a track, read from its own table, not from the server. */
async function shownRows(page: Page, track: string): Promise<string[]> {
  await page.getByRole('button', { name: track, exact: true }).click()
  await page.getByRole('tab', { name: 'List' }).click()
  const rows = page.getByRole('grid').getByRole('row')
  return (await rows.allInnerTexts()).slice(1)
}

test('they see each other, and edits of both are in both', async ({ page }) => {
  await expect(page.getByTestId('people-here').locator('[data-person]')).toHaveCount(1)
  await expect(ann.page.getByTestId('people-here').locator('[data-person]')).toHaveCount(1)
  await studio.goTo(40)
  await ann.goTo(120)
  await page.keyboard.press('t')
  await ann.page.keyboard.press('t')
  await studio.saved()
  await ann.saved()
  const stored = await studio.list('moment')
  expect(stored).toEqual(['critical-moment 40', 'critical-moment 120'])
  for (const p of [page, ann.page]) await expect.poll(() => shownRows(p, 'Moments')).toHaveLength(2)
  expect(await shownRows(page, 'Moments')).toEqual(await shownRows(ann.page, 'Moments'))
})

test('following goes where the other goes, until one acts oneself', async ({ page }) => {
  await ann.goTo(77)
  await page.getByRole('button', { name: 'Follow Ann' }).click()
  await page.waitForSelector('[data-testid=time-readout][data-frame="77"]')
  await ann.goTo(150)
  await page.waitForSelector('[data-testid=time-readout][data-frame="150"]')
  await expect(page.getByTestId('following')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByTestId('following')).toHaveCount(0)
  await page.waitForSelector('[data-testid=time-readout][data-frame="149"]')
  await ann.goTo(20)
  await page.waitForTimeout(600)
  expect(await studio.frame()).toBe(149)
})

test('offline both go on working; back on line they come to the same', async ({ page, context }) => {
  await context.setOffline(true)
  await studio.goToHere(60)
  await page.keyboard.press('t')
  await page.keyboard.press('y')
  await expect(studio.status).toContainText('2 changes not saved yet')
  await ann.goTo(90)
  await ann.page.keyboard.press('y')
  await ann.saved()
  await context.setOffline(false)
  await studio.saved()
  const stored = await studio.list('moment')
  expect(stored.toSorted()).toEqual(
    [
      'critical-moment 40',
      'critical-moment 60',
      'critical-moment 120',
      'teaching-point 60',
      'teaching-point 90',
    ].toSorted(),
  )
  await expect.poll(() => shownRows(page, 'Moments')).toHaveLength(5)
  await expect.poll(() => shownRows(ann.page, 'Moments')).toHaveLength(5)
  expect(await shownRows(page, 'Moments')).toEqual(await shownRows(ann.page, 'Moments'))
})

test('a tab that is closed in the middle of a push loses nothing and repeats nothing', async ({
  page,
  context,
}) => {
  const before = (await studio.list('moment')).length
  // The first push reaches the server and its answer never comes; the second never leaves.
  let pushes = 0
  await page.route(/documents\.push/, async (route) => {
    if (++pushes === 1) await route.fetch()
    await new Promise(() => {})
  })
  await studio.goTo(30)
  await page.keyboard.press('t')
  await studio.goTo(35)
  await page.keyboard.press('t')
  await expect(studio.status).toContainText('2 changes not saved yet')
  await expect.poll(() => pushes).toBeGreaterThan(0)
  await expect.poll(async () => (await ann.list('moment')).length).toBe(before + 1)
  await page.close()
  const again = await StudioPage.open(await context.newPage(), ids)
  await again.saved()
  const stored = await again.list('moment')
  expect(stored).toHaveLength(before + 2)
  expect(stored.filter((line) => / 3[05]$/.test(line))).toEqual(['critical-moment 30', 'critical-moment 35'])
})

test('a session that ends: work goes on, sign-in is in place, all arrives once and in order', async () => {
  const { page } = ann
  const before = (await studio.list('moment')).length
  await endSessionsOf(page)
  await ann.goTo(10)
  await page.keyboard.press('t')
  const form = page.getByTestId('sign-in-again')
  await expect(form).toBeVisible()
  await page.getByRole('button', { name: 'Go on without saving' }).click()
  // The dialog keeps every key until it has faded.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await ann.goToHere(15)
  await page.keyboard.press('t')
  await expect(ann.status).toContainText('2 changes not saved yet')
  expect((await studio.list('moment')).length).toBe(before)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await form.getByLabel('E-mail').fill(EMAIL)
  await form.getByLabel('Password').fill(PASSWORD)
  await form.getByRole('button', { name: 'Sign in' }).click()
  await ann.saved()
  const stored = await studio.list('moment')
  expect(stored).toHaveLength(before + 2)
  const history = await page.request.get(
    `/api/trpc/documents.history?input=${encodeURIComponent(JSON.stringify({ json: { recordingId: ids.recordingId, limit: 2 } }))}`,
  )
  const rows = (await history.json()).result.data.json as { sentence: string }[]
  expect(rows.map((r) => r.sentence)).toEqual([
    expect.stringMatching(/00:00:00(\.5\d*)?/),
    expect.stringMatching(/00:00:00(\.3\d*)?/),
  ])
})

test('time travel shows what was, changes nothing, and brings back what is wanted', async ({ page }) => {
  await studio.goTo(40)
  await page.keyboard.press('1')
  await studio.saved()
  const before = await studio.list('phase')
  expect(before).toEqual(['preparation 40–239'])
  await studio.click('Phase', 100)
  await page.keyboard.press('Delete')
  await studio.saved()
  expect(await studio.list('phase')).toEqual([])
  await page.getByRole('tab', { name: 'History' }).click()
  await page.locator('button[data-revision]').nth(1).click()
  const bar = page.getByTestId('past-bar')
  await expect(bar).toContainText('Preparation')
  // Nothing can be changed there.
  await page.keyboard.press('2')
  await expect(studio.status).toHaveText('All changes saved')
  expect(await studio.list('phase')).toEqual([])
  await page.getByRole('button', { name: 'Bring back selected' }).click()
  await expect(bar).toHaveCount(0)
  await studio.saved()
  expect(await studio.list('phase')).toEqual(before)
  await page.keyboard.press('Control+z')
  await studio.saved()
  expect(await studio.list('phase')).toEqual([])
})

async function inviteAnn(browser: Browser, origin: string): Promise<BrowserContext> {
  const owner = await request.newContext({ storageState: process.env.SCRUBLINE_TEST_STATE as string })
  const call = async <T>(name: string, input: object): Promise<T> => {
    const answer = await owner.post(`${origin}/api/trpc/${name}`, { data: { json: input } })
    expect(answer.status(), await answer.text()).toBe(200)
    return (await answer.json()).result.data.json as T
  }
  const list = await owner.get(`${origin}/api/trpc/projects.list`)
  const projects = (await list.json()).result.data.json as { id: string; name: string }[]
  const projectId = projects.find((p) => p.name === PROJECT)!.id
  const { token } = await call<{ token: string }>('people.invite', { projectId, role: 'annotator' })
  const context = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] } })
  const joined = await context.request.post(`${origin}/api/trpc/people.acceptInvitation`, {
    data: { json: { token, name: 'Ann', email: EMAIL, password: PASSWORD } },
  })
  expect(joined.status(), await joined.text()).toBe(200)
  return context
}

/** As from another device: every session of this person ends. */
async function endSessionsOf(page: Page): Promise<void> {
  const elsewhere = await request.newContext({ baseURL: new URL(page.url()).origin })
  const signedIn = await elsewhere.post('/api/auth/sign-in/email', {
    data: { email: EMAIL, password: PASSWORD },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(signedIn.status(), await signedIn.text()).toBe(200)
  const ended = await elsewhere.post('/api/trpc/people.revokeOtherSessions', {
    data: {},
    headers: { origin: new URL(page.url()).origin },
  })
  expect(ended.status(), await ended.text()).toBe(200)
}
