import type { AppErrorCode } from '../errors.ts'
import type { SyncRunProgress } from '../sync/contract.ts'
import type { ProcedurePath } from './procedure-list.ts'

/** What cannot be seen from a procedure itself. */
export interface RestRow {
  /** What it does, in a line. */
  summary: string
  /** Where it is, unless its name says so: hosts rely on these. */
  route?: readonly ['GET' | 'POST' | 'DELETE', `/api/v1/${string}`]
  /** Failures of its own, beside those that every procedure of its kind has. */
  errors?: readonly AppErrorCode[]
  /** Of a stream that ends by itself: whether nothing follows an event. */
  isLast?: (event: unknown) => boolean
}

const social = '/api/v1/social/instagram'
const instagram = ['INSTAGRAM_RATE_LIMITED', 'INSTAGRAM_UNAVAILABLE', 'INSTAGRAM_REJECTED'] as const
const startOfSync = ['SYNC_COOLDOWN', 'SYNC_IN_PROGRESS', 'RECONNECT_REQUIRED'] as const

/** Every procedure over REST. One without a row does not compile. */
export const restTable = {
  'instagram.connect.start': {
    summary: 'Begin to connect an Instagram account',
    route: ['GET', `${social}/connect`],
    errors: ['NOT_FOUND'],
  },
  'instagram.connect.texts': { summary: 'The texts of a connect screen' },
  'instagram.connect.redirected': { summary: 'Say that the user was sent to Instagram' },
  'instagram.connect.complete': {
    summary: 'Complete a connection',
    route: ['POST', `${social}/callback`],
    errors: [
      'STATE_INVALID',
      'STATE_EXPIRED',
      'OAUTH_CODE_INVALID',
      'OAUTH_MISCONFIGURED',
      'SCOPE_MISSING',
      'ACCOUNT_NOT_PROFESSIONAL',
      'ACCOUNT_LINKED_ELSEWHERE',
      'WRONG_ACCOUNT',
      'CONFLICT',
      ...instagram,
    ],
  },
  'instagram.connect.cancel': {
    summary: 'Say that the user came back without a connection',
    errors: ['STATE_INVALID'],
  },
  'instagram.connect.attempt': { summary: 'What became of a try to connect', errors: ['NOT_FOUND'] },
  'instagram.connect.status': { summary: 'The connected accounts', route: ['GET', `${social}/status`] },
  'instagram.connect.disconnect': { summary: 'End a connection', route: ['DELETE', `${social}/disconnect`] },

  'instagram.sync.run': {
    summary: 'Sync an account now',
    route: ['POST', `${social}/sync`],
    errors: [...startOfSync, 'SCOPE_MISSING', 'ACCOUNT_NOT_PROFESSIONAL', ...instagram],
  },
  'instagram.sync.start': {
    summary: 'Start to sync an account and answer at once',
    errors: [...startOfSync, 'INSTAGRAM_RATE_LIMITED', 'INSTAGRAM_UNAVAILABLE'],
  },
  'instagram.sync.progress': {
    summary: 'How far a run is, as it goes on',
    errors: ['NOT_FOUND'],
    isLast: (event) => !['queued', 'running'].includes((event as SyncRunProgress).status),
  },
  'instagram.sync.history': { summary: 'The runs of an account, newest first' },

  'instagram.metrics.list': { summary: 'Daily numbers' },
  'instagram.metrics.summary': { summary: 'Each metric as one number, against the period before' },
  'instagram.metrics.timeline': { summary: 'Metrics per day, week or month, without holes' },
  'instagram.metrics.breakdown': { summary: 'What a number is made of, by content type or by who follows' },
  'instagram.metrics.gaps': { summary: 'What is missing and why' },
  'instagram.metrics.growth': { summary: 'Followers per day, the net change, the best and the worst day' },
  'instagram.metrics.media': { summary: 'Posts, reels and stories with their figures' },
  'instagram.metrics.stories': { summary: 'The archive of stories with their last figures' },
  'instagram.metrics.mediaHistory': {
    summary: 'A post at each of its ages, against what is usual',
    errors: ['NOT_FOUND'],
  },
  'instagram.metrics.audience': { summary: 'Who follows and who engages' },
  'instagram.metrics.insights': { summary: 'What the numbers say, with the proof of it' },
  'instagram.metrics.forecast': { summary: 'Followers or weekly reach of the next 28 days' },
  'instagram.metrics.bestTimes': { summary: 'Engagement by weekday and hour of publishing' },
  'instagram.metrics.compare': { summary: 'Two periods, two posts or some accounts side by side' },
  'instagram.metrics.overview': { summary: 'All accounts of the user over a period' },
  'instagram.metrics.benchmark': { summary: 'An account among those of like size in this installation' },
  'instagram.metrics.explain': { summary: 'Where a number comes from, and why the app may show another' },
  'instagram.metrics.changes': {
    summary: 'What changed since a cursor: days, posts and stories, in order and complete',
    errors: ['NOT_FOUND', 'CONFLICT'],
  },
  'instagram.metrics.importFollowers': { summary: "Bring followers of past days along from the user's CSV" },
  'instagram.metrics.removeImportedFollowers': { summary: 'Take the followers back that were brought along' },
  'instagram.metrics.export': { summary: 'Days, posts, stories or followers as a file' },

  'instagram.media.setTags': { summary: 'Give a post its tags', errors: ['NOT_FOUND'] },
  'instagram.media.tags': { summary: 'The tags of posts, with how their posts did' },
  'instagram.goals.list': { summary: 'The goals of an account and how far they are' },
  'instagram.goals.create': { summary: 'Set a goal' },
  'instagram.goals.update': { summary: 'Change a goal', errors: ['NOT_FOUND'] },
  'instagram.goals.remove': { summary: 'Remove a goal', errors: ['NOT_FOUND'] },

  'instagram.notifications.list': { summary: 'Notifications' },
  'instagram.notifications.unreadCount': { summary: 'How many notifications are unread' },
  'instagram.notifications.markRead': { summary: 'Mark notifications as read' },
  'instagram.notifications.markAllRead': { summary: 'Mark every notification as read' },
  'instagram.notifications.onNew': { summary: 'New notifications as they come' },

  'instagram.achievements.list': { summary: "Achievements and the user's progress" },
  'instagram.credits.balance': { summary: "The user's credits and where they come from" },

  'instagram.support.context': { summary: 'What would be sent along with a question' },
  'instagram.support.create': { summary: 'Ask a question' },
  'instagram.support.list': { summary: "The user's questions, newest first" },

  'instagram.privacy.export': { summary: 'Everything held on the caller', route: ['GET', `${social}/export`] },
  'instagram.privacy.benchmark': { summary: "Whether the user's accounts are counted in comparisons" },
  'instagram.privacy.setBenchmark': { summary: "Leave the user's accounts out of comparisons, or count them" },
  'instagram.privacy.erase': { summary: 'Erase everything held on the caller, for good' },

  'admin.health': { summary: 'Health, for admins', route: ['GET', `${social}/health`] },
  'admin.doctor': { summary: 'What is wrong with the installation, check by check' },
  'admin.funnel': { summary: 'How far users came who wanted to connect' },
  'admin.runs': { summary: 'The runs of all accounts' },
  'admin.changes': { summary: 'What changed in all accounts since a cursor', errors: ['CONFLICT'] },
  'admin.audit.list': { summary: 'The audit log, newest first' },
  'admin.audit.export': { summary: 'The audit log as a file' },
  'admin.audit.verify': { summary: 'Whether the audit log is as it was written' },
  'admin.accounts.get': { summary: 'One account with all that is known of it', errors: ['NOT_FOUND'] },
  'admin.accounts.list': { summary: 'All accounts, with filters' },
  'admin.accounts.refreshTokens': { summary: 'Refresh the tokens of accounts' },
  'admin.accounts.sync': { summary: 'Sync accounts, or read their days again' },
  'admin.accounts.deactivate': { summary: 'Stop all work for accounts' },
  'admin.accounts.reactivate': { summary: 'Take up the work for accounts again' },
  'admin.support.list': { summary: 'The questions of all users' },
  'admin.support.answer': { summary: 'Answer a question', errors: ['NOT_FOUND', 'CONFLICT'] },
  'admin.support.close': { summary: 'Close a question', errors: ['NOT_FOUND', 'CONFLICT'] },
  'admin.notifications.list': { summary: 'The notifications of all users' },
  'admin.deliveries.list': { summary: 'Events on their way to the host' },
  'admin.deliveries.resend': { summary: 'Send events again that were given up' },
  'admin.jobs.list': { summary: 'Waiting and dead work' },
  'admin.jobs.retry': { summary: 'Put dead work back' },
  'admin.achievements.list': { summary: "A user's achievements" },
  'admin.achievements.reverse': { summary: 'Take an achievement back', errors: ['NOT_FOUND', 'CONFLICT'] },
  'admin.achievements.tryRule': { summary: 'What a rule for an achievement would have given' },
} as const satisfies Record<ProcedurePath, RestRow>
