/** What a process is for: to answer, to work in the background, or both. */
export const roles = ['all', 'web', 'worker'] as const
export type Role = (typeof roles)[number]
