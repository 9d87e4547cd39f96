/** What a person may do in a project. Each role includes the ones before it. */
export const ROLES = ['viewer', 'annotator', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Whether `role` grants what needs at least `min`. */
export const reaches = (role: Role, min: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(min)

/** For sentences: "an editor". */
export const aRole = (role: Role): string => `${/^[aeo]/.test(role) ? 'an' : 'a'} ${role}`
