/**
 * Every page in light and dark, the studio with its panels and dialogs: nothing that axe calls serious. And the hands
 * that have no mouse: a game pad moves the picture and is mapped by pressing it.
 */
import type { Page } from '@playwright/test'
import { seriousFindings } from '#test/kit/axe.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { pagesThatExist } from '#test/kit/pages.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'For everybody'

let ids: ImportedRecording
let projectId: string

test.beforeAll(async ({ dataDir }) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: 4 })
  ids = await importFile(dataDir, clip.path, PROJECT)
})

const well = async (page: Page, where: string) => {
  expect.soft(await seriousFindings(page), where).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`no serious finding on any page, ${colorScheme}`, async ({ page, browser, origin }) => {
    test.setTimeout(180_000)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: PROJECT })
    projectId = ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? ''
    const values: Record<string, string> = { projectId, recordingId: ids.recordingId }
    for (const address of pagesThatExist()) {
      if (address.startsWith('/studio/')) continue
      await page.goto(address.replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? 'made-up'))
      await page.waitForLoadState('networkidle')
      await well(page, address)
    }
    const stranger = await browser.newContext({
      storageState: { cookies: [], origins: [] },
      baseURL: origin,
      colorScheme,
    })
    try {
      const door = await stranger.newPage()
      await door.goto('/sign-in')
      await well(door, 'the door')
    } finally {
      await stranger.close()
    }
  })

test('the studio, its panels and dialogs, dark and light, and with more contrast', async ({ page }) => {
  test.setTimeout(120_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await StudioPage.open(page, ids)
  await page.keyboard.press('1')
  await well(page, 'the studio')
  for (const tab of await page.getByRole('complementary').getByRole('tab').all()) {
    await tab.click()
    await well(page, `the panel ${await tab.textContent()}`)
  }
  for (const [key, name] of [
    ['?', 'the list of keys'],
    ['Control+k', 'the palette'],
    ['Control+e', 'export'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await well(page, name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light'
  })
  await well(page, 'the studio in light')
  await page.emulateMedia({ contrast: 'more' })
  await well(page, 'the studio with more contrast')
})

test('a game pad steps, plays while a button is held, and is mapped by pressing it', async ({ page }) => {
  await page.addInitScript(() => {
    const pad = {
      id: 'Test pad (Vendor: 0001 Product: 0002)',
      index: 0,
      connected: true,
      axes: [0, 0],
      buttons: Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 })),
    }
    navigator.getGamepads = () => [pad as unknown as Gamepad]
    Object.assign(window, {
      pressPad(button: number, down: boolean) {
        pad.buttons[button]!.pressed = down
      },
    })
  })
  const press = async (button: number) => {
    for (const down of [true, false]) {
      await page.evaluate(
        ([b, d]) => {
          const { pressPad } = window as unknown as { pressPad(b: number, d: boolean): void }
          pressPad(b, d)
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        },
        [button, down] as const,
      )
    }
  }
  const studio = await StudioPage.open(page, ids)
  await page.evaluate(() => window.dispatchEvent(new Event('gamepadconnected')))
  const before = await studio.frame()
  await press(15)
  await page.waitForSelector(`[data-testid=time-readout][data-frame="${before + 1}"][data-exact=true]`)

  await page.keyboard.press('?')
  await page.getByRole('tab', { name: 'Pedals and dials' }).click()
  const device = page.getByRole('region', { name: 'Test pad' })
  await press(2)
  await device.getByRole('combobox', { name: 'What Button 3 does' }).click()
  await page.getByRole('option', { name: /^Ten frames forward/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await press(2)
  await page.waitForSelector(`[data-testid=time-readout][data-frame="${before + 11}"][data-exact=true]`)

  // The mapping is the person's: another browser window has it.
  await expect
    .poll(async () => (await page.request.get('/api/trpc/people.settings')).text())
    .toContain('player.forward-ten')
})
