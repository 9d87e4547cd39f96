/** People: the account, sessions, members and invitations. */
import { z } from 'zod'
import {
  acceptInvitation,
  accountOf,
  changePassword,
  completeWelcome,
  emailSchema,
  invitationsOf,
  inviteToProject,
  joinProject,
  lookUpInvitation,
  membersOf,
  nameSchema,
  passwordSchema,
  ROLES,
  removeMember,
  revokeInvitation,
  revokeOtherSessions,
  revokeSession,
  sessionsOf,
  setRole,
  setSetting,
  settingNameSchema,
  settingsOf,
  updateAccount,
} from '../../people/index.ts'
import { refuseTooMany } from '../../platform/rate-limit.ts'
import { id } from '../inputs.ts'
import { authedProcedure, publicProcedure, router } from '../trpc.ts'

const token = z.string().min(10).max(200)
const account = z.object({ name: nameSchema, email: emailSchema })
const withPassword = account.extend({ password: passwordSchema })
const project = z.object({ projectId: id })
const role = z.enum(ROLES)
const LINK_TRIES = { max: 30, windowSeconds: 15 * 60 }

export const peopleRouter = router({
  /** Who is signed in, or null. */
  me: publicProcedure.query(({ ctx }) => (ctx.actor ? accountOf(ctx.actor.userId) : null)),
  completeWelcome: authedProcedure
    .input(withPassword)
    .mutation(({ ctx, input }) => completeWelcome(ctx.actor, input)),
  updateAccount: authedProcedure.input(account).mutation(({ ctx, input }) => updateAccount(ctx.actor, input)),
  changePassword: authedProcedure
    .input(z.object({ current: z.string().max(1000), next: passwordSchema }))
    .mutation(({ ctx, input }) => changePassword(ctx.actor, input)),

  sessions: authedProcedure.query(({ ctx }) => sessionsOf(ctx.actor)),
  revokeSession: authedProcedure
    .input(z.object({ sessionId: id }))
    .mutation(({ ctx, input }) => revokeSession(ctx.actor, input.sessionId)),
  revokeOtherSessions: authedProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx.actor)),

  members: authedProcedure.input(project).query(({ ctx, input }) => membersOf(ctx.actor, input.projectId)),
  setRole: authedProcedure
    .input(z.object({ projectId: id, userId: id, role }))
    .mutation(({ ctx, input }) => setRole(ctx.actor, input)),
  removeMember: authedProcedure
    .input(z.object({ projectId: id, userId: id }))
    .mutation(({ ctx, input }) => removeMember(ctx.actor, input)),

  invitations: authedProcedure
    .input(project)
    .query(({ ctx, input }) => invitationsOf(ctx.actor, input.projectId)),
  invite: authedProcedure
    .input(z.object({ projectId: id, role }))
    .mutation(({ ctx, input }) => inviteToProject(ctx.actor, input)),
  revokeInvitation: authedProcedure
    .input(z.object({ invitationId: id }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx.actor, input.invitationId)),
  lookUpInvitation: publicProcedure.input(z.object({ token })).query(async ({ ctx, input }) => {
    await refuseTooMany(`invitation:${ctx.ip}`, LINK_TRIES, 'open an invitation')
    return lookUpInvitation(input.token)
  }),
  /** For a visitor without an account: makes one and signs in. */
  acceptInvitation: publicProcedure
    .input(withPassword.extend({ token }))
    .mutation(async ({ ctx, input: { token: link, ...person } }) => {
      await refuseTooMany(`invitation:${ctx.ip}`, LINK_TRIES, 'accept an invitation')
      const { projectId, cookie } = await acceptInvitation(link, person, ctx.caller)
      ctx.setCookie(cookie)
      return { projectId }
    }),
  joinProject: authedProcedure
    .input(z.object({ token }))
    .mutation(({ ctx, input }) => joinProject(ctx.actor, input.token)),

  /** The asker's own settings by name. */
  settings: authedProcedure.query(({ ctx }) => settingsOf(ctx.actor)),
  setSetting: authedProcedure
    .input(z.object({ name: settingNameSchema, value: z.json() }))
    .mutation(({ ctx, input }) => setSetting(ctx.actor, input.name, input.value)),
})
