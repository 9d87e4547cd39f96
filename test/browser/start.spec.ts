import { expect, test } from '#test/kit/browser.ts'

for (const path of ['/', '/account', '/new-project', '/self-test', '/sign-in']) {
  test(`${path} opens and breaks neither a script nor its security policy`, async ({ page }) => {
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(200)
    await expect(page).toHaveTitle(/Scrubline/)
    await page.waitForLoadState('networkidle')
    expect(problems).toEqual([])
  })
}

test('every script of a page carries the nonce that its policy names', async ({ page }) => {
  const answer = await page.goto('/')
  const policy = (await answer?.headerValue('content-security-policy')) ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(nonce).toBeTruthy()
  expect(policy).toContain("frame-ancestors 'none'")
  const nonces = await page
    .locator('script')
    .evaluateAll((all) => all.map((one) => (one as HTMLScriptElement).nonce))
  expect(nonces.length).toBeGreaterThan(0)
  expect(new Set(nonces)).toEqual(new Set([nonce]))
})

test('the server does not answer to a name it does not know', async ({ request, origin }) => {
  const answer = await request.get(origin, { headers: { host: 'stranger.example' } })
  expect(answer.status()).toBe(421)
})
