/**
 * The system's Chromium and the flags under which it plays, decodes and draws the same on every machine.
 * Plain JavaScript, because the test run asks before anything is installed.
 */
import fs from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * CHROMIUM names another one.
 * @returns {string | undefined}
 */
export function chromiumPath() {
  return process.env.CHROMIUM ?? PLACES.find((place) => fs.existsSync(place))
}

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]
