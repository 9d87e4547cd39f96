/**
 * Puts `scrubline` where `npx scrubline` finds it: npm links the commands of dependencies, not those of the project
 * itself. Runs after every install; on Windows `node server/entry/scrubline.mjs` is the way.
 */
import fs from 'node:fs'
import path from 'node:path'

const folder = path.resolve('node_modules/.bin')
const link = path.join(folder, 'scrubline')
const target = path.resolve('server/entry/scrubline.mjs')

if (process.platform !== 'win32' && fs.existsSync(folder)) {
  fs.chmodSync(target, 0o755)
  fs.rmSync(link, { force: true })
  fs.symlinkSync(path.relative(folder, target), link)
}
