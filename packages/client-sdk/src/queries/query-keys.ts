/**
 * The TanStack Query keys of everything that the hooks read. A prefix stands for all below it: invalidate
 * `instagramKeys.all` after a change that did not go through these hooks.
 */
export const instagramKeys = {
  all: ['instagram'] as const,
  status: ['instagram', 'connect', 'status'] as const,
  texts: ['instagram', 'connect', 'texts'] as const,
  metrics: ['instagram', 'metrics'] as const,
  metric: (name: string, input: object) => ['instagram', 'metrics', name, input] as const,
  syncHistory: (input: object) => ['instagram', 'sync', 'history', input] as const,
  benchmarkChoice: ['instagram', 'privacy', 'benchmark'] as const,
  goals: ['instagram', 'goals'] as const,
  goalList: (input: object) => ['instagram', 'goals', 'list', input] as const,
  notifications: ['instagram', 'notifications'] as const,
  notificationList: (input: object) => ['instagram', 'notifications', 'list', input] as const,
  unreadCount: ['instagram', 'notifications', 'unreadCount'] as const,
  rewards: ['instagram', 'rewards'] as const,
  achievements: ['instagram', 'rewards', 'achievements'] as const,
  credits: (input: object) => ['instagram', 'rewards', 'credits', input] as const,
  support: ['instagram', 'support'] as const,
  supportList: (input: object) => ['instagram', 'support', 'list', input] as const,
  supportContext: ['instagram', 'support', 'context'] as const,
  admin: ['instagram', 'admin'] as const,
  adminRead: (name: string, input: object) => ['instagram', 'admin', name, input] as const,
}
