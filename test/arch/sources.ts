/** The repository's own files and what each of them imports; what the rules of the house are checked on. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')

export interface Import {
  /** As written. */
  readonly specifier: string
  /** Repository path of our own file; null for packages and Node's modules. */
  readonly target: string | null
  readonly typeOnly: boolean
  readonly dynamic: boolean
}

/** Files of the repository: those that git tracks and those that it would. */
export function repositoryFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file && fs.existsSync(path.join(ROOT, file)))
}

export const isCode = (file: string): boolean => /\.(ts|tsx|mjs|js)$/.test(file)

export const readSource = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8')

/** Statements `import … from`, `export … from`, bare `import`, and `import()` with a written-out name. */
export function importsOf(file: string, text = readSource(file)): Import[] {
  const code = withoutComments(text)
  const found: Import[] = []
  const add = (specifier: string | undefined, typeOnly: boolean, dynamic = false) => {
    if (specifier) found.push({ specifier, target: targetOf(file, specifier), typeOnly, dynamic })
  }
  for (const match of code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]/gm,
  )) {
    add(match[2], match[1] !== undefined)
  }
  for (const match of code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)) add(match[1], false)
  for (const match of code.matchAll(/(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    add(match[2], match[1] !== undefined, true)
  }
  return found
}

/** Takes comments away, but not what looks like one inside a string. */
function withoutComments(text: string): string {
  return text.replace(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*/g,
    (part) => (part.startsWith('/') ? '' : part),
  )
}

function targetOf(file: string, specifier: string): string | null {
  const resolved = specifier.startsWith('#')
    ? specifier.slice(1)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier)
      : null
  return resolved?.startsWith('node_modules/') ? null : resolved
}

/** Name of the package (or `node:` module) that an import from outside names. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:'
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}
