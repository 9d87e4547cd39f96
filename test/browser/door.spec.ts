/** The way in: the link of the first start, the welcome page, signing out and in, refusals, invitations. */
import { expect, type Page } from '@playwright/test'
import { test as base } from '#test/kit/browser.ts'
import { watchPage } from '#test/kit/page-health.ts'
import { startServer, type TestServer } from '#test/kit/server.ts'

/** A product of its own, because the link of a first start works once. */
const test = base.extend<object, { product: TestServer }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const product = await startServer()
      await use(product)
      await product.dispose()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ product }, use) => use(product.origin),
  storageState: { cookies: [], origins: [] },
})

const EMAIL = 'ada@clinic.example'
const PASSWORD = 'a long enough password'

async function signIn(page: Page, email = EMAIL, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test.describe.configure({ mode: 'serial' })

test('the first link leads to the welcome page, and from there into the library', async ({
  page,
  product,
}) => {
  const health = await watchPage(page)
  await page.goto(product.signInUrl)
  await expect(page).toHaveURL(/\/welcome$/)
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  await health.expectWell()
  await page.getByLabel('Name').fill('Ada Sol')
  await page.getByLabel('E-mail').fill(EMAIL)
  await page.getByLabel('Password').fill('short')
  await expect(page.getByText('5 more characters')).toBeVisible()
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/\/\?first/)
  await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible()
  for (const template of ['Procedure', 'Gait', 'Session'])
    await expect(page.getByRole('link', { name: template })).toBeVisible()
  await health.expectWell()
})

test('the link works once and says so', async ({ page, product }) => {
  await page.goto(product.signInUrl)
  await expect(page).toHaveURL(/\/sign-in\?link=used/)
  await expect(page.getByText('This sign-in link was already used.', { exact: false })).toBeVisible()
})

test('a stranger is sent to the door and, once inside, to where they wanted to go', async ({ page }) => {
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount/)
  await signIn(page)
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByText('this browser', { exact: true })).toBeVisible()
})

test('the door never leads to another site', async ({ page, product }) => {
  await page.goto('/sign-in?next=//evil.example/')
  await signIn(page)
  await expect(page).toHaveURL(`${product.origin}/`)
})

test('a wrong password gets a plain sentence, too many tries a pause', async ({ page }) => {
  const health = await watchPage(page, [/status of (403|429)/])
  await page.goto('/sign-in')
  await signIn(page, 'nobody@clinic.example', 'not the password')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    'The e-mail address or the password is not right. Check both and try again.',
  )
  await health.expectWell()
  for (let i = 0; i < 5; i++) {
    const answered = page.waitForResponse('**/api/auth/sign-in/email')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await answered
  }
  await expect(page.getByRole('main').getByRole('alert')).toContainText(/(minute|second|min\b)/)
  await expect(page).toHaveURL(/\/sign-in$/)
})

test('signing out closes the door behind one', async ({ page }) => {
  await page.goto('/sign-in')
  await signIn(page)
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in$/)
})

test('an invited person makes an account, sees the project, and has no controls to change it', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/sign-in')
  await signIn(page)
  await expect(page.getByRole('button', { name: 'Account menu' })).toBeVisible()
  await page.goto('/new-project?template=gait')
  await page.getByLabel('Name').fill('Walks')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'Walks' })).toBeVisible()
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Invite by link' }).click()
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Viewer' }).click()
  await page.getByRole('button', { name: 'Make link' }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  expect(link).toMatch(/\/join\/[\w-]{20,}$/)

  const other = await browser.newContext({
    baseURL: baseURL ?? '',
    storageState: { cookies: [], origins: [] },
  })
  const guest = await other.newPage()
  const health = await watchPage(guest)
  await guest.goto(new URL(link).pathname)
  await expect(guest.getByRole('heading', { name: 'Join Walks' })).toBeVisible()
  await expect(guest.getByText('as viewer', { exact: false })).toBeVisible()
  await guest.getByLabel('Name').fill('Vera View')
  await guest.getByLabel('E-mail').fill('vera@clinic.example')
  await guest.getByLabel('Password').fill('another long password')
  await guest.getByRole('button', { name: 'Make account and join' }).click()
  await expect(guest.getByRole('heading', { name: 'Walks' })).toBeVisible()

  await expect(guest.getByRole('button', { name: 'Add video' })).toHaveCount(0)
  await expect(guest.getByRole('link', { name: 'New project' })).toHaveCount(0)
  await expect(guest.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  await guest.getByRole('link', { name: 'Labels' }).click()
  await expect(guest.getByText('version 1', { exact: false })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Track', exact: true })).toHaveCount(0)
  await guest.getByRole('link', { name: 'People' }).click()
  await expect(guest.getByText('Ada Sol')).toBeVisible()
  await expect(guest.getByText(EMAIL)).toHaveCount(0)
  await expect(guest.getByRole('combobox')).toHaveCount(0)
  await health.expectWell()
  const project = new URL(guest.url()).pathname.replace('/people', '')
  expect((await guest.goto(`${project}/settings`))?.status()).toBe(404)
  expect((await guest.goto('/new-project'))?.status()).toBe(404)

  // The link is used up, and the owner sees that.
  const third = await browser.newContext({
    baseURL: baseURL ?? '',
    storageState: { cookies: [], origins: [] },
  })
  const late = await third.newPage()
  await late.goto(new URL(link).pathname)
  await expect(late.getByText('This invitation was already used.', { exact: false })).toBeVisible()
  await page.reload()
  await expect(page.getByText('Vera View')).toBeVisible()

  // Removed, the guest finds nothing there any more.
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Vera View' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await page.getByRole('button', { name: 'Remove from project' }).click()
  await expect(page.getByText('Vera View')).toHaveCount(0)
  expect((await guest.goto(project))?.status()).toBe(404)
  await other.close()
  await third.close()
})
