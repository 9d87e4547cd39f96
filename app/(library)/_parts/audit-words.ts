/** The audit log in words. An action that is not known is shown as it is, never left out. Pure. */
interface Entry {
  action: string
  detail: unknown
}

const WORDS: Record<string, string> = {
  'session.signed-in': 'signed in',
  'session.signed-out': 'signed out',
  'session.refused': 'was refused at sign-in',
  'session.revoked': 'ended a session',
  'sign-in-link.made': 'printed a sign-in link',
  'account.created': 'made an account',
  'account.changed': 'changed the account',
  'account.password-set': 'set a password',
  'project.created': 'made the project',
  'project.changed': 'changed the project',
  'project.work': 'changed how annotators work together',
  'labels.changed': 'changed the labels',
  'labels.migrated': 'carried a change of labels through the recordings',
  'labels.migration-undone': 'took back a change of labels',
  'template.saved': 'kept the labels as a template',
  'template.removed': 'removed a template',
  'invitation.made': 'made an invitation',
  'invitation.revoked': 'revoked an invitation',
  'member.joined': 'joined',
  'member.left': 'left',
  'member.removed': 'removed a member',
  'member.role-changed': 'changed a role',
  'recording.read': 'opened the recording',
  'recording.created': 'added the recording',
  'recording.renamed': 'renamed the recording',
  'recording.staged': 'set the stage',
  'recording.removed': 'removed the recording',
  'recording.restored': 'restored the recording',
  'recording.deleted': 'deleted the recording for good',
  'asset.moved': 'moved a file on the clock',
  'asset.named': 'named a file',
  'asset.main-chosen': 'chose the main camera',
  'asset.retried': 'had a file prepared again',
  'asset.cancelled': 'cancelled the preparation of a file',
  'asset.uploaded': 'added a file',
  'upload.begun': 'began an upload',
  'upload.finished': 'finished an upload',
  'document.read': 'read the annotations',
  'document.changed': 'changed the annotations',
  'document.imported': 'imported annotations',
  'export.made': 'exported annotations',
  'media.read': 'played media',
  'project.searched': 'searched the project',
  'playlist.read': 'opened a playlist',
  'playlist.created': 'made a playlist',
  'playlist.changed': 'changed a playlist',
  'playlist.removed': 'removed a playlist',
}

const text = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

export function auditWords({ action, detail }: Entry): string {
  const words = WORDS[action] ?? action.replaceAll('.', ' ').replaceAll('-', ' ')
  const facts = detail && typeof detail === 'object' ? (detail as Record<string, unknown>) : {}
  const from = text(facts.from)
  const to = text(facts.to)
  if (from !== null && to !== null) return `${words} from ${from} to ${to}`
  const more =
    text(facts.fileName) ??
    text(facts.format) ??
    text(facts.sentence) ??
    text(facts.query) ??
    text(facts.name) ??
    (text(facts.role) && `as ${text(facts.role)}`)
  if (more !== null) return `${words} (${more})`
  const version = text(facts.version)
  return version === null ? words : `${words} (version ${version})`
}
