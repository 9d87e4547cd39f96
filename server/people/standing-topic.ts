/** News that somebody's standing in a project may have changed: how it works, or who has which role. */
export const standingTopic = (projectId: string): string => `project:${projectId}:standing`
