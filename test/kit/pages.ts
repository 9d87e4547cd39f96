/** Addresses of all pages, from the folders: groups in brackets do not show, private folders have no pages. */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './server.ts'

export function pagesThatExist(): string[] {
  return fs
    .readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => `/${path.dirname(file)}`)
    .filter((page) => !page.includes('/_'))
    .map((page) => page.replaceAll(/\/\([^)]*\)/g, '').replace(/^\/\.$/, '/') || '/')
    .sort()
}
