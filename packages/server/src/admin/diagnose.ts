import type { accounts } from '@instagram-dashboard/db'
import type { MessageParameters } from '../messages/catalogue.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { AccountFindingCode } from './account-findings.ts'
import type { AdminRun, InstagramError } from '../sync/admin-contract.ts'
import type { AccountFinding, AdminAccountPage } from './account-page-contract.ts'

export interface Symptoms extends Pick<
  AdminAccountPage,
  'account' | 'numbers' | 'refresh' | 'budget' | 'lease' | 'lastNight' | 'runs'
> {
  row: Pick<accounts.AccountRow, 'leftOutAt' | 'leftOutBy'>
  locale: Locale
}

type Find = <Code extends AccountFindingCode>(
  code: Code,
  parameters: MessageParameters[`account.${Code}`],
  instagram?: InstagramError | null,
) => AccountFinding

/** Why an account's numbers do not come, the gravest first; says so as well where nothing is in the way. Pure. */
export function diagnose(symptoms: Symptoms): AccountFinding[] {
  const { locale } = symptoms
  const find: Find = (code, parameters, instagram = null) => ({
    code,
    message: say(`account.${code}`, locale, parameters),
    // The next step is told with the finding's own parameters.
    next: say(`account.${code}.next`, locale, parameters as never),
    instagram,
  })
  const found = [
    ...aboutConnection(symptoms, find),
    ...aboutCalls(symptoms, find),
    ...aboutRuns(symptoms, find),
    ...aboutRefresh(symptoms, find),
    ...aboutNight(symptoms, find),
  ]
  return found.length > 0 ? found : [find('nothing', {})]
}

const inWords = (at: Date | null) => (at === null ? '?' : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`)

function aboutConnection({ account, runs, refresh }: Symptoms, find: Find): AccountFinding[] {
  const { status, deactivatedAt, disconnectedAt, missingScopes } = account
  if (deactivatedAt !== null) return [find('deactivated', { at: inWords(deactivatedAt) })]
  if (status === 'disconnected') return [find('disconnected', { at: inWords(disconnectedAt) })]
  const said = runs.find(({ error, instagram }) => error !== null && instagram !== null)?.instagram
  return [
    ...(status === 'reconnect_required'
      ? [find('reconnect_required', {}, said ?? refresh.lastFailure?.instagram ?? null)]
      : []),
    ...(missingScopes.length > 0 ? [find('scopes_missing', { scopes: missingScopes.join(', ') })] : []),
  ]
}

function aboutCalls({ account, budget: { hold, pressHold, used, limit }, lease }: Symptoms, find: Find) {
  if (account.status !== 'active') return []
  const found: AccountFinding[] = []
  const held = hold ?? pressHold
  if (held !== null) {
    const until = inWords(held.until)
    const byHolder = {
      app_refused: () => find('app_refused', { until }),
      app_pause: () => find('app_paused', { until }),
      account_pause: () => find('account_paused', { until }),
      usage: () => find('usage_high', { until }),
      own_limit: () => find('budget_used', { used, limit, until }),
    }
    found.push(byHolder[held.by]())
  }
  if (lease !== null && !lease.isGone) found.push(find('held', { by: lease.owner, until: inWords(lease.until) }))
  return found
}

function aboutRuns({ account, numbers, runs }: Symptoms, find: Find): AccountFinding[] {
  const refused = Object.keys(numbers.refused)
  const [newest] = runs.filter(({ finishedAt }) => finishedAt !== null)
  const refusal = runs.find(({ error, instagram }) => error === null && instagram !== null)?.instagram
  return [
    ...(newest?.error && account.status === 'active' ? [aboutRun(newest, newest.error, find)] : []),
    ...(account.status === 'active' && account.lastSyncedAt === null ? [find('never_synced', {})] : []),
    ...(refused.length > 0 ? [find('metrics_refused', { metrics: refused.join(', ') }, refusal)] : []),
  ]
}

function aboutRun(run: AdminRun, error: NonNullable<AdminRun['error']>, find: Find): AccountFinding {
  const told = { at: inWords(error.at), reason: error.message }
  const { reason } = error
  if (reason === 'own_limit' || reason === 'app_paused' || reason === 'app_refused') return find('run_postponed', told)
  return run.status === 'partial' ? find('run_partial', told, run.instagram) : find('run_failed', told, run.instagram)
}

function aboutRefresh({ account, refresh: { failures, lastFailure } }: Symptoms, find: Find): AccountFinding[] {
  if (account.status !== 'active' || failures === 0) return []
  return [find('refresh_failing', { failures, reason: lastFailure?.message ?? '?' }, lastFailure?.instagram)]
}

function aboutNight({ lastNight, row: { leftOutAt, leftOutBy } }: Symptoms, find: Find): AccountFinding[] {
  if (lastNight === null) return []
  const due = inWords(lastNight.dueAt)
  switch (lastNight.outcome) {
    case 'night_missing':
      return [find('night_missing', { due })]
    case 'night_broke_off':
      return [find('night_broke_off', { due })]
    case 'night_under_way':
      return [find('night_under_way', { due })]
    case 'passed_over':
      return [find('night_passed_over', { due })]
    case 'left_out':
      return [find('left_out', { at: inWords(leftOutAt), by: leftOutBy ?? '?' })]
    default:
      return []
  }
}
