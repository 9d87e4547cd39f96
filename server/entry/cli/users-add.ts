import { addUser, makeSignInLink } from '#server/people/index.ts'
import { type Command, word } from './command.ts'
import { withInstallation } from './installation.ts'

export const usersAdd: Command = {
  name: 'users add',
  usage: 'EMAIL [--name NAME] [--admin]',
  summary: 'make an account and a one-time link with which its owner signs in and sets a password',
  options: { name: { type: 'string' }, admin: { type: 'boolean' } },
  takes: [1, 1],
  async run(input) {
    const email = input.args[0] as string
    const name = word(input, 'name') ?? email.split('@', 1)[0] ?? email
    const result = await withInstallation(input.dataDir, 'scrubline users', async () => {
      const userId = await addUser({ email, name, password: null, admin: input.flags.admin === true })
      const link = await makeSignInLink({ userId })
      return { userId, email, name, link: link?.url ?? null, expiresAt: link?.expiresAt ?? null }
    })
    input.output.result(result, [
      `${result.name} <${result.email}> has an account now.`,
      ...(result.link ? [`Signs in once with ${result.link}`] : []),
    ])
    return 0
  },
}
