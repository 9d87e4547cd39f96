/** package-lock.json installs everywhere: from the registry that is set up there, and for every platform. */
import { describe, expect, test } from 'vitest'
import { readSource } from './sources.ts'

interface LockEntry {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly dependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
}

const { packages } = JSON.parse(readSource('package-lock.json')) as { packages: Record<string, LockEntry> }
const { dependencies, devDependencies } = JSON.parse(readSource('package.json')) as Record<
  string,
  Record<string, string>
>

/** Whether a package that lies at `from` finds `name` in the tree that the lock describes. */
function isLocked(from: string, name: string): boolean {
  for (let at = from; ; ) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
    const up = at.lastIndexOf('/node_modules/')
    at = up > 0 ? at.slice(0, up) : ''
  }
}

describe('package-lock.json', () => {
  test('names no registry: npm takes the one that is set up', () => {
    const named = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined)
    expect(named.map(([name]) => name)).toEqual([])
  })

  test('has the hash of every package', () => {
    const bare = Object.entries(packages).filter(([name, entry]) => name && !entry.link && !entry.integrity)
    expect(bare.map(([name]) => name)).toEqual([])
  })

  test('has no holes: optional packages of other platforms are locked, too', () => {
    const holes = Object.entries(packages).flatMap(([at, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => !isLocked(at, name))
        .map((name) => `${at || '.'} → ${name}`),
    )
    expect(holes).toEqual([])
  })

  test('package.json names exact versions', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, range]) => !/^\d/.test(range),
    )
    expect(loose).toEqual([])
  })
})
