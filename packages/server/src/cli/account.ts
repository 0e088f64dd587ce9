import type { AccountFinding, AdminAccountPage } from '../admin/account-page-contract.ts'
import type { AdminRun, InstagramError } from '../sync/admin-contract.ts'
import type { AccountWords } from '../messages/command-line.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** 1 when nobody matches. */
export async function account(terminal: Terminal, { isJson, values: [named] }: CommandFlags): Promise<ExitCode> {
  const { write, words, locale } = terminal
  if (named === undefined) throw new CommandFault(words.whichAccount, 2)
  return withDashboard<ExitCode>(terminal, async (dashboard) => {
    const page = await dashboard.findAccount(named, { locale })
    if (page === null) throw new CommandFault(words.noSuchAccount, 1)
    write(isJson ? JSON.stringify(page) : sayAccount(page, words.account).join('\n'))
    return 0
  })
}

/** An account for the eye: the reason first, then what it was found by. Instants are told in UTC. */
export function sayAccount(page: AdminAccountPage, words: AccountWords): string[] {
  const { account, budget, lease, next, lastNight, numbers, refresh, notices, others, runs, findings } = page
  const { username, name, id, userId, status, badges, token, grantedScopes, missingScopes } = account
  const missing = missingScopes.length > 0 ? [`${words.missing}: ${missingScopes.join(', ')}`] : []
  const scopes = [grantedScopes.join(', ') || words.none, ...missing]
  const facts: [label: string, fact: string][] = [
    [words.person, `${userId} (${page.userReference})`],
    [words.state, [...new Set([status, ...badges])].join(', ')],
    [words.token, inWords(token.expiresAt, words.never)],
    [words.scopes, scopes.join('; ')],
    [words.numbers, inWords(account.numbersReadAt, words.never)],
    [words.calls, callsOf(budget)],
    [words.lease, lease === null ? words.nobody : `${lease.owner} → ${inWords(lease.until, words.never)}`],
    [
      words.lastNight,
      lastNight === null ? words.none : `${inWords(lastNight.dueAt, words.never)} ${lastNight.outcome}`,
    ],
    [words.next, nextOf(next, words)],
  ]
  const refused = Object.keys(numbers.refused)
  return [
    `@${username}${name === null ? '' : ` (${name})`}  ${id}`,
    '',
    `${words.findings}:`,
    ...findings.flatMap(sayFinding),
    '',
    ...facts.map(([label, fact]) => `${label}: ${fact}`),
    ...(refresh.lastFailure === null
      ? []
      : [`${words.refresh}: ${refresh.lastFailure.code} ${saidBy(refresh.lastFailure.instagram)}`.trimEnd()]),
    ...(refused.length > 0 ? [refused.join(', ')] : []),
    '',
    `${words.runs}:`,
    ...(runs.length === 0 ? [`  ${words.none}`] : runs.map(sayRun)),
    '',
    `${words.notices}:`,
    ...(notices.length === 0
      ? [`  ${words.none}`]
      : notices.map(({ createdAt, title }) => `  ${inWords(createdAt, '')}  ${title}`)),
    ...others.map((other) => `${words.others}: @${other.username}  ${other.id}  ${other.status}`),
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

function nextOf(next: AdminAccountPage['next'], words: AccountWords): string {
  return [
    `${words.night} ${inWords(next.night, words.never)}`,
    `${words.refresh} ${inWords(next.refresh, words.never)}`,
    ...(next.catchUp === null ? [] : [`${words.catchUp} ${inWords(next.catchUp, '')}`]),
    `${words.press} ${inWords(next.press, words.now)}`,
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
