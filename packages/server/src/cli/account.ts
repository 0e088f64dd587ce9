import type { AccountFinding, AdminAccountPage } from '../admin/account-page-contract.ts'
import type { AdminRun, InstagramError } from '../sync/admin-contract.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Say, type Terminal } from './terminal.ts'

/** 1 when nobody matches. */
export async function account(terminal: Terminal, { isJson, values: [named] }: CommandFlags): Promise<ExitCode> {
  const { write, say, locale } = terminal
  if (named === undefined) throw new CommandFault(say('which_account'), 2)
  return withDashboard<ExitCode>(terminal, async (dashboard) => {
    const page = await dashboard.findAccount(named, { locale })
    if (page === null) throw new CommandFault(say('no_such_account'), 1)
    write(isJson ? JSON.stringify(page) : sayAccount(page, say).join('\n'))
    return 0
  })
}

/** An account for the eye: the reason first, then what it was found by. Instants are told in UTC. */
export function sayAccount(page: AdminAccountPage, say: Say): string[] {
  const { account, budget, lease, next, lastNight, numbers, refresh, notices, others, runs, findings } = page
  const { username, name, id, userId, status, badges, token, grantedScopes, missingScopes } = account
  const missing = missingScopes.length > 0 ? [`${say('account.missing')}: ${missingScopes.join(', ')}`] : []
  const scopes = [grantedScopes.join(', ') || say('account.none'), ...missing]
  const facts: [label: string, fact: string][] = [
    [say('account.user'), `${userId} (${page.userReference})`],
    [say('account.state'), [...new Set([status, ...badges])].join(', ')],
    [say('account.token'), inWords(token.expiresAt, say('account.never'))],
    [say('account.scopes'), scopes.join('; ')],
    [say('account.numbers'), inWords(account.numbersReadAt, say('account.never'))],
    [say('account.calls'), callsOf(budget)],
    [
      say('account.lease'),
      lease === null ? say('account.nobody') : `${lease.owner} → ${inWords(lease.until, say('account.never'))}`,
    ],
    [
      say('account.last_night'),
      lastNight === null
        ? say('account.none')
        : `${inWords(lastNight.dueAt, say('account.never'))} ${lastNight.outcome}`,
    ],
    [say('account.next'), nextOf(next, say)],
  ]
  const refused = Object.keys(numbers.refused)
  return [
    `@${username}${name === null ? '' : ` (${name})`}  ${id}`,
    '',
    `${say('account.findings')}:`,
    ...findings.flatMap(sayFinding),
    '',
    ...facts.map(([label, fact]) => `${label}: ${fact}`),
    ...(refresh.lastFailure === null
      ? []
      : [`${say('account.refresh')}: ${refresh.lastFailure.code} ${saidBy(refresh.lastFailure.instagram)}`.trimEnd()]),
    ...(refused.length > 0 ? [refused.join(', ')] : []),
    '',
    `${say('account.runs')}:`,
    ...(runs.length === 0 ? [`  ${say('account.none')}`] : runs.map(sayRun)),
    '',
    `${say('account.notifications')}:`,
    ...(notices.length === 0
      ? [`  ${say('account.none')}`]
      : notices.map(({ createdAt, title }) => `  ${inWords(createdAt, '')}  ${title}`)),
    ...others.map((other) => `${say('account.others')}: @${other.username}  ${other.id}  ${other.status}`),
  ]
}

function sayFinding({ message, next, instagram }: AccountFinding): string[] {
  return [`  ${message}`, ...(instagram === null ? [] : [`    ${saidBy(instagram)}`]), `    → ${next}`]
}

function callsOf({ used, limit, usagePercent, hold, pressHold }: AdminAccountPage['budget']): string {
  const held = hold ?? pressHold
  return [
    `${used}/${limit}`,
    ...(usagePercent === null ? [] : [`Instagram ${usagePercent} %`]),
    ...(held === null ? [] : [`${held.by} → ${inWords(held.until, '')}`]),
  ].join(', ')
}

function nextOf(next: AdminAccountPage['next'], say: Say): string {
  return [
    `${say('account.night')} ${inWords(next.night, say('account.never'))}`,
    `${say('account.refresh')} ${inWords(next.refresh, say('account.never'))}`,
    ...(next.catchUp === null ? [] : [`${say('account.catch_up')} ${inWords(next.catchUp, '')}`]),
    `${say('account.press')} ${inWords(next.press, say('account.now'))}`,
  ].join(', ')
}

function sayRun({ startedAt, trigger, status, daysWritten, apiCalls, error, instagram }: AdminRun): string {
  const facts = [inWords(startedAt, ''), trigger, status, `${daysWritten} d`, `${apiCalls} c`]
  const why = [error?.reason ?? error?.code, saidBy(instagram)].filter(Boolean)
  return `  ${[...facts, ...why].join('  ')}`
}

/** As an operator gives it to Meta: `190/460 GET me/insights HTTP 400 trace A… "words"`. */
function saidBy(said: InstagramError | null): string {
  if (said === null) return ''
  const { code, subcode, endpoint, httpStatus, traceId, words } = said
  const codes = [code, subcode].filter((part) => part !== null).join('/')
  return [
    codes,
    endpoint,
    httpStatus === null ? '' : `HTTP ${httpStatus}`,
    traceId === null ? '' : `trace ${traceId}`,
    words === null ? '' : `"${words}"`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function inWords(at: Date | null, none: string): string {
  return at === null ? none : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
