/** People: who is asking, what they may do, accounts, links, sessions and members. Everybody else imports this file. */
export {
  type AssetAccess,
  type ProjectAccess,
  type RecordingAccess,
  requireAdmin,
  requireAsset,
  requireProject,
  requireRecording,
  requireSignedIn,
} from './access.ts'
export {
  type AccountView,
  accountOf,
  addUser,
  changePassword,
  completeWelcome,
  emailSchema,
  type NewAccount,
  nameSchema,
  passwordSchema,
  updateAccount,
} from './accounts.ts'
export { type Actor, actorFromHeaders, type SignedIn } from './actor.ts'
export { ADDRESS_HEADER, auth } from './auth.ts'
export { removeEnded, startPeopleCare } from './housekeeping.ts'
export {
  acceptInvitation,
  type InvitationMade,
  type InvitationView,
  invitationsOf,
  inviteToProject,
  joinProject,
  lookUpInvitation,
  revokeInvitation,
} from './invitations.ts'
export { type MemberView, membersOf, removeMember, setRole } from './members.ts'
export { aRole, ROLES, type Role, reaches } from './roles.ts'
export {
  type Caller,
  clearedSessionCookie,
  revokeOtherSessions,
  revokeSession,
  type SessionRow,
  sessionsOf,
  startSession,
} from './sessions.ts'
export { SETTING_NAMES, type Settings, setSetting, settingNameSchema, settingsOf } from './settings.ts'
export { makeSignInLink, openSignInLink, resetPassword, type SignInLink } from './sign-in-link.ts'
export { standingTopic } from './standing-topic.ts'
