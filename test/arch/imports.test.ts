import { describe, expect, test } from 'vitest'
import { FREE, HOUSE, type Zone } from './house.ts'
import { type Import, importsOf, isCode, packageOf, repositoryFiles } from './sources.ts'

const files = repositoryFiles().filter((file) => isCode(file) && !file.startsWith('prisma/generated/'))

const zoneOf = (file: string): Zone | undefined =>
  file.startsWith('prisma/generated/')
    ? HOUSE.find((zone) => zone.name === 'prisma')
    : HOUSE.find((zone) => zone.files.test(file))

/** Why the import is not allowed, or null. */
function problemOf(file: string, zone: Zone, one: Import): string | null {
  if (one.target === null) {
    const name = packageOf(one.specifier)
    const allowed = zone.packages.includes(name) || (one.typeOnly && zone.typePackages?.includes(name))
    return allowed ? null : `${file}: ${zone.name} may not import the package ${name}`
  }
  // The version is said in one place.
  if (one.target === 'package.json')
    return zone.name === 'server/platform'
      ? null
      : `${file}: package.json is read by server/platform/version.ts`
  if (!/\.(ts|tsx|mjs|js|css|json|svg|wasm)$/.test(one.target)) {
    return `${file}: "${one.specifier}" does not name a file with its ending`
  }
  const other = zoneOf(one.target)
  if (!other) return `${file}: "${one.specifier}" belongs to no part of the house`
  const folder = (of: string) => of.split('/').slice(0, 2).join('/')
  if (other === zone || zone.may.includes(other.name)) {
    const throughIndex = one.target === `${folder(one.target)}/index.ts`
    if (
      other.byIndex &&
      folder(file) !== folder(one.target) &&
      !throughIndex &&
      zone.name !== 'server/entry'
    ) {
      return `${file}: ${one.target} is reached through ${folder(one.target)}/index.ts only`
    }
    return null
  }
  if (one.typeOnly && zone.types?.includes(other.name)) return null
  return `${file}: ${zone.name} may not import ${other.name} (${one.target})`
}

describe('imports', () => {
  test('every file belongs to a part of the house', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => !FREE.test(file) && !zoneOf(file))).toEqual([])
  })

  test('every import is one that the table of the house allows', () => {
    const judged = files
      .filter((file) => !FREE.test(file))
      .flatMap((file) => importsOf(file).map((one) => problemOf(file, zoneOf(file) as Zone, one)))
    expect(judged.length).toBeGreaterThan(files.length)
    expect(judged.filter((problem) => problem !== null)).toEqual([])
  })

  test('handlers of jobs are imported lazily, so that the web process never loads what they need', () => {
    const eager = files
      .filter((file) => !FREE.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter(
            (one) =>
              !one.dynamic && !one.typeOnly && /^server\/jobs\/[^/]+\/handler\.ts$/.test(one.target ?? ''),
          )
          .map((one) => `${file} → ${one.target}`),
      )
    expect(eager).toEqual([])
  })

  test('the rules themselves refuse what they should', () => {
    const core = HOUSE.find((zone) => zone.name === 'media/core') as Zone
    const studio = HOUSE.find((zone) => zone.name === 'app/_studio') as Zone
    const check = (file: string, zone: Zone, text: string) =>
      importsOf(file, text).map((one) => problemOf(file, zone, one))
    expect(check('media/core/time/x.ts', core, "import fs from 'node:fs'")).toEqual([
      'media/core/time/x.ts: media/core may not import the package node:',
    ])
    expect(check('app/_studio/x.ts', studio, "import { appRouter } from '#server/api/root.ts'")[0]).toMatch(
      /may not/,
    )
    expect(check('app/_studio/x.ts', studio, "import type { AppRouter } from '#server/api/root.ts'")).toEqual(
      [null],
    )
    expect(
      check('app/_studio/x.ts', studio, "// import x from 'node:fs'\nconst a = await import('pg')")[0],
    ).toMatch(/pg/)
    expect(check('media/core/time/x.ts', core, "export {\n  a,\n  type b,\n} from './tick.ts'")).toEqual([
      null,
    ])
  })
})
