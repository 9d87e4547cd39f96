/** `scrubline`: finds the command, reads its flags, and turns every expected failure into one sentence. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#server/platform/errors.ts'
import { VERSION } from '#server/platform/version.ts'
import { backup } from './cli/backup.ts'
import type { Command } from './cli/command.ts'
import { doctor } from './cli/doctor.ts'
import { exportFile } from './cli/export.ts'
import { importFiles } from './cli/import.ts'
import { models } from './cli/models.ts'
import { modelsImport } from './cli/models-import.ts'
import { makeOutput } from './cli/output.ts'
import { projects } from './cli/projects.ts'
import { projectsAdd } from './cli/projects-add.ts'
import { recordings } from './cli/recordings.ts'
import { restore } from './cli/restore.ts'
import { usersAdd } from './cli/users-add.ts'

const COMMANDS: readonly Command[] = [
  doctor,
  projectsAdd,
  projects,
  recordings,
  usersAdd,
  importFiles,
  exportFile,
  models,
  modelsImport,
  backup,
  restore,
]

const COMMON = {
  json: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  try {
    return await run(argv)
  } catch (error) {
    const message = sentenceOf(error)
    if (json)
      console.log(JSON.stringify({ error: { code: (error as PlainError).code ?? 'internal', message } }))
    else console.error(message)
    if (!(error instanceof PlainError) && process.env.SCRUBLINE_LOG_LEVEL) console.error(error)
    return 1
  }
}

async function run(argv: readonly string[]): Promise<number> {
  if (argv[0] === '--version') {
    console.log(VERSION)
    return 0
  }
  const command = COMMANDS.find(({ name }) => name.split(' ').every((part, at) => argv[at] === part))
  if (!command) {
    if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) {
      console.log(help())
      return 0
    }
    throw new PlainError(
      'bad-input',
      `There is no command "${argv[0]}". Type "scrubline --help" for those there are.`,
    )
  }
  const { values, positionals } = read(command, argv.slice(command.name.split(' ').length))
  if (values.help) {
    console.log(`${usageOf(command)}\n\n${command.summary}`)
    return 0
  }
  const [least, most] = command.takes
  if (positionals.length < least || positionals.length > most) {
    throw new PlainError('bad-input', `Type: ${usageOf(command)}`)
  }
  const code = await command.run({
    args: positionals,
    flags: values,
    dataDir: path.resolve(String(values.data ?? process.env.SCRUBLINE_DATA ?? '.scrubline')),
    output: makeOutput(values.json === true),
  })
  return code ?? 0
}

function read(
  command: Command,
  args: readonly string[],
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const read = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...COMMON, ...command.options },
    })
    return {
      values: read.values as Record<string, string | boolean | undefined>,
      positionals: read.positionals,
    }
  } catch (error) {
    const what = (error as Error).message.split('. ')[0]
    throw new PlainError('bad-input', `${what}. Type: ${usageOf(command)}`)
  }
}

function usageOf(command: Command): string {
  return `scrubline ${command.name} ${command.usage} [--data FOLDER] [--json]`.replace('  ', ' ')
}

function help(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length))
  return [
    'scrubline: the command line of an installation. Works beside a running Scrubline and without one.',
    '',
    ...COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Every command takes --data FOLDER (else SCRUBLINE_DATA, else ./.scrubline), --json and --help.',
  ].join('\n')
}

function sentenceOf(error: unknown): string {
  if (error instanceof PlainError) return error.message
  const { message, issues } = error as { message?: string; issues?: { message: string }[] }
  // What a schema refuses is said by the schema.
  return issues?.[0]?.message ?? `This did not work: ${message ?? error}.`
}
