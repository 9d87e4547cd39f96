/** The roles in words: what each may do, from least to most. */
import type { Role } from '#server/people/index.ts'

export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  viewer: { name: 'Viewer', may: 'Watches recordings and reads labels.' },
  annotator: { name: 'Annotator', may: 'Labels recordings, too.' },
  editor: { name: 'Editor', may: 'Adds and removes recordings and edits the label set, too.' },
  owner: { name: 'Owner', may: 'Invites people, sets roles and sees the audit log, too.' },
}

const ORDER: readonly Role[] = ['viewer', 'annotator', 'editor', 'owner']

export const mayAs = (role: Role, least: Role): boolean => ORDER.indexOf(role) >= ORDER.indexOf(least)

export const ROLE_OPTIONS = ORDER.map((role) => ({
  value: role,
  label: ROLE_WORDS[role].name,
  hint: ROLE_WORDS[role].may,
}))
