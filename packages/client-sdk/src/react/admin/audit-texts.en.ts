import type { AuditMessages } from './audit-texts.pt-br.ts'
import type { EventFacts } from './event-facts.ts'

const days = ({ count, number }: EventFacts, name: string) => `${number(name)} ${count(name) === 1 ? 'day' : 'days'}`
const accounts = ({ count, number }: EventFacts) =>
  `${number('accounts')} ${count('accounts') === 1 ? 'account' : 'accounts'}`
const withReason = ({ reason }: EventFacts) => (reason === '' ? '' : `: ${reason}`)

const credits = ({ count, number }: EventFacts) => (count('credits') === 0 ? '' : ` (${number('credits')} credits)`)
const achievement = ({ text }: EventFacts) => `“${achievements[text('key')] ?? text('key')}”`
const achievements: Readonly<Record<string, string>> = {
  first_connection: 'First connection',
  connected_7_days: 'A week together',
  connected_30_days: 'A month together',
  followers_100: '100 followers',
  followers_1000: '1,000 followers',
  followers_10000: '10,000 followers',
  best_day: 'Best day',
  growth_streak_7: 'Seven days of growth',
}

const sentences: AuditMessages['sentences'] = {
  'connection.started': ({ by }) => `${by} began to connect an account`,
  'connection.completed': ({ by, account, is }) =>
    `${by} ${is('isReconnect') ? 'reconnected' : 'connected'} ${account}`,
  'connection.cancelled': (facts) => `${facts.by} gave up connecting${withReason(facts)}`,
  'connection.failed': (facts) => `${facts.by} could not connect${withReason(facts)}`,
  'connection.state_misused': (facts) => `A return address was refused${withReason(facts)}`,
  'connection.lost': (facts) => `${facts.account} lost its connection${withReason(facts)}`,
  'account.disconnected': (facts) =>
    `${facts.by} disconnected ${facts.account}${facts.is('erasedData') ? ' and erased its numbers' : ''} (${facts.reason})`,
  'account.deactivated': ({ by, account }) => `${by} deactivated ${account}`,
  'account.reactivated': ({ by, account }) => `${by} reactivated ${account}`,
  'account.renamed': ({ account, text }) => `${account} has a new name: @${text('from')} is @${text('to')} now`,
  'account.imported': ({ account }) => `${account} came from the app before`,
  'import.completed': (facts) => `${facts.by} imported ${accounts(facts)} and ${days(facts, 'days')}`,
  'followers.imported': (facts) =>
    `${facts.by} brought the followers of ${days(facts, 'days')} of ${facts.account}, ${facts.day('firstDay')} to ${facts.day('lastDay')}`,
  'followers.import_removed': (facts) =>
    `${facts.by} took back the followers brought for ${facts.account}: ${days(facts, 'days')}`,
  'sync.completed': (facts) =>
    `${facts.by} updated ${facts.account}${facts.text('status') === 'partial' ? ' in part' : ''}: ${days(facts, 'daysWritten')}${facts.reason === '' ? '' : ` (${facts.reason})`}`,
  'day.final': ({ account, size, number }) =>
    `${size('days') === 1 ? '1 day' : `${number('days')} days`} of ${account} became final`,
  'insight.found': ({ account, day }) => `Something to tell of ${account}, ${day('startDate')} to ${day('endDate')}`,
  'week.ended': ({ account, day }) => `The week of ${account} from ${day('startDate')} to ${day('endDate')} was told`,
  'sync.failed': (facts) => `The update of ${facts.account} failed${withReason(facts)}`,
  'metric.unsupported': ({ account, list }) => `Instagram refused metrics of ${account}: ${list('metrics')}`,
  'field.refused': ({ account, list }) => `Instagram refused fields of ${account}: ${list('fields')}`,
  'identity.mismatch': ({ account }) => `Instagram answered for another account than ${account}; nothing was kept`,
  'days.reread': ({ by, account, day }) => `${by} asked to read ${account} again, ${day('from')} to ${day('to')}`,
  'token.refreshed': ({ by, account }) => `${by} refreshed the access to ${account}`,
  'token.refresh_failed': (facts) => `Refreshing the access to ${facts.account} failed${withReason(facts)}`,
  'token.expiring': (facts) => `The access to ${facts.account} ends in ${days(facts, 'days')}`,
  'keys.rotated': ({ number }) =>
    `Keys rotated: ${number('rewrapped')} tokens with the new key, ${number('left')} left`,
  'keys.lost': () => 'A key was lost: what it sealed can not be opened',
  'audit.checked': ({ number }) => `The log was checked: ${number('events')} events`,
  'audit.broken': () => 'The log is not as it was written',
  'achievement.unlocked': (facts) => `${facts.person} reached the achievement ${achievement(facts)}${credits(facts)}`,
  'achievement.reversed': (facts) =>
    `${facts.by} took the achievement ${achievement(facts)} back from ${facts.person}${credits(facts)}`,
  'delivery.revived': ({ by, number }) => `${by} sent events to the app again: ${number('deliveries')}`,
  'job.revived': ({ by, number }) => `${by} put jobs back into their queues: ${number('jobs')}`,
  'person.erased': (facts) => `The data of a user was erased, ${accounts(facts)} (${facts.reason})`,
  'goal.reached': ({ person, account }) => `${person} reached a goal with ${account}`,
  'support.created': ({ by }) => `${by} wrote to support`,
  'support.answered': ({ by, person }) => `${by} answered ${person}`,
  'support.closed': ({ by, person }) => `${by} closed the question of ${person}`,
  'admin.acted': (facts) =>
    `${facts.by} ${actions[facts.text('action')] ?? facts.text('action')} ${accounts(facts)}; it worked for ${facts.number('done')}`,
}

const actions: Readonly<Record<string, string>> = {
  refresh_tokens: 'had the access refreshed of',
  sync: 'had updated',
  deactivate: 'had deactivated',
  reactivate: 'had reactivated',
}

const types: AuditMessages['types'] = {
  'connection.started': 'Connection begun',
  'connection.completed': 'Account connected',
  'connection.cancelled': 'Connection given up',
  'connection.failed': 'Connection failed',
  'connection.state_misused': 'Return address refused',
  'connection.lost': 'Connection lost',
  'account.disconnected': 'Account disconnected',
  'account.deactivated': 'Account deactivated',
  'account.reactivated': 'Account reactivated',
  'account.renamed': 'Account renamed',
  'account.imported': 'Account imported',
  'import.completed': 'Import',
  'followers.imported': 'Followers brought along',
  'followers.import_removed': 'Followers taken back',
  'sync.completed': 'Update',
  'day.final': 'Final days',
  'insight.found': 'Finding in the numbers',
  'week.ended': 'A week told',
  'sync.failed': 'Update failed',
  'metric.unsupported': 'Metric refused',
  'field.refused': 'Field refused',
  'identity.mismatch': 'Answer of another account',
  'days.reread': 'Days to be read again',
  'token.refreshed': 'Access refreshed',
  'token.refresh_failed': 'Refresh failed',
  'token.expiring': 'Access about to end',
  'keys.rotated': 'Keys rotated',
  'keys.lost': 'Key lost',
  'audit.checked': 'Log checked',
  'audit.broken': 'Log changed',
  'achievement.unlocked': 'Achievement',
  'achievement.reversed': 'Achievement taken back',
  'delivery.revived': 'Events sent again',
  'job.revived': 'Jobs back in their queues',
  'person.erased': 'User erased',
  'goal.reached': 'Goal reached',
  'support.created': 'Question to support',
  'support.answered': 'Answer of support',
  'support.closed': 'Question closed',
  'admin.acted': 'Action of an administrator',
}

export const auditEn: AuditMessages = {
  title: 'What happened',
  type: 'Type of event',
  every: 'All',
  user: 'Person (id)',
  about: 'Account (id)',
  request: 'Request (id)',
  since: 'From',
  until: 'Until',
  apply: 'Filter',
  clear: 'Clear filters',
  moreFilters: 'More filters',
  csv: 'Download CSV',
  verify: 'Check integrity',
  intact: (events) => `All intact: ${events} ${events === '1' ? 'event was' : 'events were'} checked.`,
  counted: (first, last) =>
    `Only a part was checked: events ${first} to ${last} are as they were written. Those before could only be counted, because their key was lost; whether they were changed can not be said.`,
  broken: (sequence) => `Event ${sequence} is not as it was written.`,
  reached: (first, last) => `Checked and intact: events ${first} to ${last}.`,
  reachedNothing: 'No event could be shown to be intact.',
  empty: 'No event with this filter.',
  by: { system: 'The system', admin: (id) => `${id} (administration)`, nobody: 'Somebody who was erased' },
  anAccount: 'an account',
  facts: 'Details',
  number: 'Event',
  sameRequest: 'All of this request',
  openAccount: (username) => `Open @${username}`,
  sentences,
  types,
}
