import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TOP_LEVEL } from './house.ts'
import { isCode, readSource, repositoryFiles } from './sources.ts'

const MOST_LINES = 600
const all = repositoryFiles()
const code = all.filter((file) => isCode(file) && !file.startsWith('prisma/generated/'))

describe('files', () => {
  test('nothing lies at the top that does not belong there', () => {
    const top = [...new Set(all.map((file) => file.split('/')[0] as string))]
    expect(top.filter((name) => !TOP_LEVEL.includes(name))).toEqual([])
  })

  test(`no file of code is longer than ${MOST_LINES} lines`, () => {
    const long = code
      .map((file) => ({ file, lines: readSource(file).split('\n').length }))
      .filter(({ lines }) => lines > MOST_LINES)
    expect(long).toEqual([])
  })

  test('names are in kebab-case', () => {
    const odd = code.filter((file) => {
      const name = path.basename(file)
      return !/^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|mjs|js)$/.test(name)
    })
    expect(odd).toEqual([])
  })

  test('every use of any says why', () => {
    const silent = code.flatMap((file) => {
      const lines = readSource(file).split('\n')
      return lines.flatMap((line, at) => {
        if (!/(:|<|\bas)\s*any\b(?!\s*[a-z]*['"`])/.test(stripStrings(line))) return []
        const said = /\/\/|\/\*|biome-ignore/.test(line) || /^\s*(\/\/|\*|\/\*)/.test(lines[at - 1] ?? '')
        return said ? [] : [`${file}:${at + 1}`]
      })
    })
    expect(silent).toEqual([])
  })

  test('no test is left out or alone by accident', () => {
    const found = code
      .filter((file) => file.startsWith('test/') && !file.startsWith('test/arch/'))
      .filter((file) => /\b(test|it|describe)\.only\(/.test(readSource(file)))
    expect(found).toEqual([])
  })

  test('nothing names a machine: no path of a home, of a checkout or of a temporary folder of somebody', () => {
    const found = all
      .filter(
        (file) => /\.(ts|tsx|mjs|js|json|md|css|sql|prisma)$/.test(file) && !file.startsWith('test/arch/'),
      )
      .filter((file) => /\/(home|Users)\/[a-z]|\/work\/|\/root\//.test(readSource(file)))
    expect(found).toEqual([])
  })
})

const stripStrings = (line: string): string =>
  line
    .replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|\/[^/ ]+\/[gimsuy]*(?=[.,)])/g, "''")
    .replace(/\/\/.*$|^\s*\*.*$|\/\*.*$/, '')
