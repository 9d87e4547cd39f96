/** A new format, job, command or setting is one folder and one line: here the lines are compared with the folders. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TEXTS } from '#app/_text/texts.ts'
import { FORMATS } from '#media/core/formats/index.ts'
import { definitions } from '#server/jobs/index.ts'
import { importsOf, isCode, ROOT, readSource, repositoryFiles } from './sources.ts'

const foldersIn = (folder: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

describe('registries', () => {
  test('every folder of a file format is registered, and has what a format has', () => {
    expect(FORMATS.map((format) => format.id).sort()).toEqual(foldersIn('media/core/formats'))
    for (const format of FORMATS) {
      expect([format.id, typeof format.sniff, typeof format.read, typeof format.write]).toEqual([
        format.id,
        ...['function', 'function', 'function'],
      ])
    }
    const extensions = FORMATS.map((format) => format.extension)
    expect(new Set(extensions).size).toBe(extensions.length)
  })

  test('every folder of a job has a definition under its name and a handler that is there', () => {
    expect(Object.keys(definitions).sort()).toEqual(foldersIn('server/jobs'))
    for (const [name, definition] of Object.entries(definitions)) expect(definition.name).toBe(name)
    const handled = importsOf('server/jobs/handlers.ts').filter((one) => one.dynamic)
    expect(handled.map((one) => one.target).sort()).toEqual(
      foldersIn('server/jobs').map((name) => `server/jobs/${name}/handler.ts`),
    )
  })

  test('every action of the audit log and every step of a job has words', () => {
    const server = repositoryFiles().filter((file) => isCode(file) && file.startsWith('server/'))
    const { actions } = TEXTS.en.audit
    const areas = [...new Set(Object.keys(actions).map((action) => action.split('.')[0]))].join('|')
    const written = server.flatMap((file) =>
      [...readSource(file).matchAll(new RegExp(`'((?:${areas})\\.[a-z-]+)'`, 'g'))].map(
        (match) => match[1] ?? '',
      ),
    )
    expect(written).toContain('recording.renamed')
    expect(written.filter((action) => !Object.hasOwn(actions, action))).toEqual([])

    const { steps } = TEXTS.en.recordings
    const said = server
      .filter((file) => file.startsWith('server/jobs/'))
      .flatMap((file) =>
        [...readSource(file).matchAll(/progress\(.*?, '([A-Z][^']+)'|\['([A-Z][^']+)', \d/g)].map(
          (match) => match[1] ?? match[2] ?? '',
        ),
      )
    expect(said).toContain('Finding every frame')
    expect(said).toContain('Making thumbnails')
    expect(said.filter((step) => !Object.hasOwn(steps, step))).toEqual([])
  })

  test('every command of the command line is reachable', () => {
    const reachable = importsOf('server/entry/cli.ts').flatMap((one) => one.target ?? [])
    const commands = fs
      .readdirSync(path.join(ROOT, 'server/entry/cli'))
      .map((name) => `server/entry/cli/${name}`)
      .filter((file) => /: Command = \{/.test(readSource(file)))
    expect(commands.length).toBeGreaterThan(5)
    expect(commands.filter((file) => !reachable.includes(file))).toEqual([])
  })

  test('every setting is in docs/configuration.md, and the other way round', () => {
    const documented = new Set(readSource('docs/configuration.md').match(/\bSCRUBLINE_[A-Z_]+/g))
    const product = repositoryFiles().filter(
      (file) => isCode(file) && /^(server|app|media|[^/]+\.(ts|js)$)/.test(file),
    )
    const used = new Set(product.flatMap((file) => readSource(file).match(/\bSCRUBLINE_[A-Z_]+/g) ?? []))
    // Set by the supervisor for its processes, and by test runs; not for people.
    for (const internal of ['SCRUBLINE_PROCESS']) used.delete(internal)
    expect([...used].sort()).toEqual([...documented].sort())
  })
})
