/** The templates a project can start from. */
export const TEMPLATES = ['procedure', 'gait', 'session'] as const
export type TemplateName = (typeof TEMPLATES)[number]
