/** The roles from least to most. */
import type { Role } from '#server/people/index.ts'

const ORDER: readonly Role[] = ['viewer', 'annotator', 'editor', 'owner']

export const mayAs = (role: Role, least: Role): boolean => ORDER.indexOf(role) >= ORDER.indexOf(least)

/** The roles to choose from, each with what it may do. */
export const roleOptions = (words: Readonly<Record<Role, { name: string; may: string }>>) =>
  ORDER.map((role) => ({ value: role, label: words[role].name, hint: words[role].may }))
