import type { EventType } from '../events/catalogue.ts'
import type { AppRouter } from '../api/router.ts'

interface AnyMutation {
  _def: { type: 'mutation' }
}
interface AnyProcedure {
  _def: { type: string; $types: unknown }
}

/** The paths of the mutations of a router, as `instagram.connect.start`. */
type MutationPaths<Record_, Prefix extends string = ''> = {
  [Name in keyof Record_ & string]: Record_[Name] extends AnyProcedure
    ? Record_[Name] extends AnyMutation
      ? `${Prefix}${Name}`
      : never
    : MutationPaths<Record_[Name], `${Prefix}${Name}.`>
}[keyof Record_ & string]

export type MutationPath = MutationPaths<AppRouter['_def']['record']>

/** What a mutation leaves in the audit log, or why it leaves nothing. */
export type Declaration = { events: readonly [EventType, ...EventType[]] } | { none: string }

/** Every mutation says so here: a new one does not compile until it does. */
export const declaredEvents = {
  'instagram.connect.start': { events: ['connection.started'] },
  'instagram.connect.redirected': { none: 'a step of the funnel: the flow itself has its events' },
  'instagram.connect.complete': {
    events: ['connection.completed', 'account.renamed', 'connection.failed', 'connection.state_misused'],
  },
  'instagram.connect.cancel': { events: ['connection.cancelled', 'connection.state_misused'] },
  'instagram.connect.disconnect': { events: ['account.disconnected'] },
  'instagram.sync.run': { events: ['sync.completed', 'sync.failed'] },
  'instagram.sync.start': { events: ['sync.completed', 'sync.failed'] },
  'instagram.metrics.importFollowers': { events: ['followers.imported'] },
  'instagram.metrics.removeImportedFollowers': { events: ['followers.import_removed'] },
  'instagram.media.setTags': { none: 'a note of a user to themselves about a post' },
  'instagram.goals.create': { none: 'what somebody plans happens to nobody; that it is reached has its event' },
  'instagram.goals.update': { none: 'what somebody plans happens to nobody; that it is reached has its event' },
  'instagram.goals.remove': { none: 'what somebody plans happens to nobody' },
  'instagram.notifications.markRead': { none: 'reading is the business of the reader alone' },
  'instagram.notifications.markAllRead': { none: 'reading is the business of the reader alone' },
  'instagram.support.create': { events: ['support.created'] },
  'instagram.privacy.setBenchmark': { none: 'whether to be counted is the choice of the user alone' },
  'instagram.privacy.erase': { events: ['person.erased'] },
  'admin.accounts.refreshTokens': { events: ['admin.acted', 'token.refreshed', 'token.refresh_failed'] },
  'admin.accounts.sync': { events: ['admin.acted', 'days.reread', 'sync.completed', 'sync.failed'] },
  'admin.accounts.deactivate': { events: ['admin.acted', 'account.deactivated'] },
  'admin.accounts.reactivate': { events: ['admin.acted', 'account.reactivated'] },
  'admin.support.answer': { events: ['support.answered'] },
  'admin.support.close': { events: ['support.closed'] },
  'admin.achievements.reverse': { events: ['achievement.reversed'] },
  'admin.deliveries.resend': { events: ['delivery.revived'] },
  'admin.jobs.retry': { events: ['job.revived'] },
} as const satisfies Record<MutationPath, Declaration>
