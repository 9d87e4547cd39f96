/** Flags of `npm start`, laid over the environment: what is written on the command line wins. */
import { parseArgs } from 'node:util'
import { PlainError } from '#server/platform/errors.ts'

export interface StartOptions {
  readonly dev: boolean
  readonly port: number
  readonly host: string
  readonly dataDir: string
}

export function readStartOptions(argv: readonly string[], from: NodeJS.ProcessEnv): StartOptions {
  const values = parse(argv)
  const port = Number(values.port ?? from.SCRUBLINE_PORT ?? from.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PlainError(
      'bad-input',
      `"${values.port ?? from.SCRUBLINE_PORT ?? from.PORT}" is not a port: give a number from 0 to 65535.`,
    )
  }
  return {
    dev: values.dev ?? false,
    port,
    host: values.host ?? from.SCRUBLINE_HOST ?? '127.0.0.1',
    dataDir: values.data ?? from.SCRUBLINE_DATA ?? '.scrubline',
  }
}

function parse(argv: readonly string[]): { dev?: boolean; port?: string; host?: string; data?: string } {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        dev: { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
      },
    }).values
  } catch (cause) {
    const what = (cause as Error).message.split('. ')[0]
    throw new PlainError(
      'bad-input',
      `${what}. Known are --port NUMBER, --host ADDRESS, --data FOLDER and --dev.`,
    )
  }
}
