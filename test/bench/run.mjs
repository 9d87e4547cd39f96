/**
 * `npm run bench -- <name> [--json]`: runs test/bench/<name>.ts, which prints its table, and prints what it measured; with
 * --json the last line is one JSON object. Nothing here passes or fails: what was measured is printed, also where it
 * falls short of the aims in docs.
 */
import fs from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname
const names = fs
  .readdirSync(here)
  .filter((file) => /^[a-z][a-z-]*\.ts$/.test(file))
  .map((file) => file.slice(0, -3))
const [name] = process.argv.slice(2).filter((a) => !a.startsWith('-'))
const json = process.argv.includes('--json')

if (!name || !names.includes(name)) {
  console.error(`Say which: npm run bench -- ${names.join(' | ')} [--json]`)
  process.exit(2)
}

const { run } = await import(path.join(here, `${name}.ts`))
const result = await run((line) => console.log(line))
if (json) console.log(JSON.stringify(result))
else
  for (const [key, value] of Object.entries(result))
    console.log(`${key.padEnd(24)} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
process.exit(0)
