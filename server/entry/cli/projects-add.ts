import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import { makeProject, TEMPLATES } from '#server/projects/index.ts'
import { type Command, word } from './command.ts'
import { withInstallation } from './installation.ts'

export const projectsAdd: Command = {
  name: 'projects add',
  usage: 'NAME [--template procedure|gait|session] [--user EMAIL]',
  summary: 'make a project from a template; it belongs to the user, else to the first administrator',
  options: { template: { type: 'string' }, user: { type: 'string' } },
  takes: [1, 1],
  async run(input) {
    const wanted = word(input, 'template') ?? 'procedure'
    const template = TEMPLATES.find((one) => one === wanted)
    if (!template)
      throw new PlainError(
        'bad-input',
        `There is no template "${wanted}": there are ${TEMPLATES.join(', ')}.`,
      )
    const name = input.args[0] as string
    const { id } = await withInstallation(input.dataDir, 'scrubline projects', async () =>
      makeProject({ name, template, ownerId: await accountOf(word(input, 'user')) }),
    )
    input.output.result({ id, name, template }, [`${name} is there now (${id}).`])
    return 0
  },
}

/** The account with this address, else the first administrator's. */
export async function accountOf(email: string | undefined): Promise<string> {
  const found = email
    ? await db().user.findUnique({ where: { email: email.toLowerCase() } })
    : await db().user.findFirst({ where: { admin: true }, orderBy: { createdAt: 'asc' } })
  if (found) return found.id
  throw new PlainError(
    'not-found',
    email ? `There is no account ${email}.` : 'There is no account yet: start Scrubline once.',
  )
}
