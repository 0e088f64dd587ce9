import { accounts, events, isUniqueViolation, refreshes } from '@instagram-dashboard/db'
import { holdAccount } from '../accounts/hold-account.ts'
import type { Caller } from '../caller.ts'
import { secondsUntil } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { AppError, asErrorCode, asFailureReason } from '../errors.ts'
import type { BulkAction } from '../events/catalogue.ts'
import { inParallel } from '../concurrency/in-parallel.ts'
import { describeError } from '../log.ts'
import { errorMessage } from '../messages/messages.ts'
import { asPassingFault } from '../passing-fault.ts'
import { wholeWindow } from '../refresh/due-window.ts'
import { refreshAccount } from '../refresh/refresh-account.ts'
import { askReread, checkDaysToRead, type DaysToRead } from '../sync/ask-reread.ts'
import { claimSync } from '../sync/claim-sync.ts'
import { executeRun } from '../sync/execute-run.ts'
import { syncPolicies } from '../sync/policy.ts'
import type { BulkOutcome, BulkResult, BulkSyncInput } from '../accounts/admin-contract.ts'

interface Asked {
  caller: Caller
  /** Only of a sync. */
  days: DaysToRead | undefined
}
type Act = (deps: Deps, asked: Asked, account: accounts.AccountRow) => Promise<'done' | 'unchanged'>

const parallelAccounts = 4

/** Refreshes tokens now. One that is not a day old stays as it is: Instagram refuses those. */
const refreshToken: Act = async (deps, { caller }, { id, status }) => {
  if (status === 'reconnect_required') throw new AppError('RECONNECT_REQUIRED')
  const due = status === 'active' ? await refreshes.findForRefresh(deps.db, id) : undefined
  if (!due) throw new AppError('NOT_CONNECTED')
  const outcome = await refreshAccount(deps, due, { window: wholeWindow(deps.clock.now()), caller })
  if (outcome === 'refreshed') return 'done'
  if (outcome === 'skipped') return 'unchanged'
  const filter = { accountId: id, types: ['token.refresh_failed'] }
  const [failed] = await events.listPage(deps.db, filter, { before: null, limit: 1 })
  throw new AppError(asErrorCode(String(failed?.data['code'])))
}

/** Syncs now, whatever the cooldown says, and leaves the cooldown of the user as it is. */
const sync: Act = async (deps, { caller, days }, account) => {
  if (days) await askReread(deps, { accountId: account.id, days, caller })
  const { claimed } = await claimSync(deps, account, syncPolicies.admin)
  if (!claimed) throw new AppError('SYNC_IN_PROGRESS')
  const run = await deps.background.track('sync', () => executeRun(deps, claimed, caller))
  if (run.status === 'failed') {
    const goesOnAt = (await accounts.findById(deps.db, account.id))?.catchUpAt
    throw new AppError(asErrorCode(run.errorCode ?? 'INTERNAL'), {
      reason: asFailureReason(run.errorReason),
      retryAfterSeconds: goesOnAt ? secondsUntil(goesOnAt, deps.clock.now()) : undefined,
    })
  }
  return 'done'
}

/** Stops all work for an account. The token stays, so that the work can go on. */
const deactivate: Act = async ({ db, clock, record }, { caller }, { id, userId }) => {
  const at = clock.now()
  return db.transaction(async (tx) => {
    const account = await holdAccount(tx, { id, userId })
    if (!account) throw new AppError('NOT_FOUND')
    if (account.status === 'disconnected') return 'unchanged'
    const stopped = {
      status: 'disconnected' as const,
      disconnectedAt: at,
      deactivatedAt: at,
      connectedBeforeMs: accounts.connectedMs(account, at),
      updatedAt: at,
    }
    await accounts.updateAndEndLease(tx, id, { ...stopped, catchUpAt: null })
    const subject = { userId: account.userId, accountId: id }
    await record(tx, { type: 'account.deactivated', ...subject, data: {} }, { caller, at })
    return 'done'
  })
}

/** Lets the work go on. @throws AppError when its token is gone, or somebody else has connected the account */
const reactivate: Act = async ({ db, clock, record }, { caller }, { id, userId }) => {
  const at = clock.now()
  try {
    return await db.transaction(async (tx) => {
      const account = await holdAccount(tx, { id, userId })
      if (!account) throw new AppError('NOT_FOUND')
      if (account.status !== 'disconnected') return 'unchanged'
      // Disconnected by its owner: only they can connect it again.
      if (account.deactivatedAt === null || (await accounts.readSealedToken(tx, id)) === null) {
        throw new AppError('NOT_CONNECTED')
      }
      const isLiving = account.tokenExpiresAt !== null && account.tokenExpiresAt > at
      const status = isLiving && account.lastErrorCode !== 'RECONNECT_REQUIRED' ? 'active' : 'reconnect_required'
      // The connection is still the one of `connectedAt`, from which its time is counted: without that of the rest.
      const connectedBeforeMs = account.connectedBeforeMs - Math.max(0, at.getTime() - account.connectedAt.getTime())
      const again = { status, connectedBeforeMs, disconnectedAt: null, deactivatedAt: null, updatedAt: at } as const
      await accounts.updateAndEndLease(tx, id, again)
      const subject = { userId: account.userId, accountId: id }
      await record(tx, { type: 'account.reactivated', ...subject, data: { status } }, { caller, at })
      return 'done'
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('ACCOUNT_LINKED_ELSEWHERE', { cause: error })
    throw error
  }
}

const acts = { refresh_tokens: refreshToken, sync, deactivate, reactivate } satisfies Record<BulkAction, Act>

/**
 * Does the same to many accounts, a few at a time. One account's failure is its own.
 * @throws AppError VALIDATION for days that no account can be asked for
 */
export async function actOnAccounts(
  deps: Deps,
  { caller, action }: { caller: Caller; action: BulkAction },
  { accountIds, startDate, endDate }: BulkSyncInput,
): Promise<BulkResult> {
  const days = startDate === undefined || endDate === undefined ? undefined : { startDate, endDate }
  if (days) checkDaysToRead(days, deps.clock.now())
  const outcomes = new Map<string, BulkOutcome>()
  await inParallel([...new Set(accountIds)], parallelAccounts, async (accountId) => {
    outcomes.set(accountId, await actOn(deps, { caller, action, days }, accountId))
  })
  const results = [...outcomes.keys()].toSorted((a, b) => accountIds.indexOf(a) - accountIds.indexOf(b))
  const done = [...outcomes.values()].filter(({ status }) => status === 'done').length
  const data = { action, accounts: outcomes.size, done }
  const by = { caller, at: deps.clock.now() }
  await deps.db.transaction((tx) => deps.record(tx, { type: 'admin.acted', userId: null, accountId: null, data }, by))
  return { results: results.flatMap((id) => outcomes.get(id) ?? []) }
}

async function actOn(
  deps: Deps,
  { caller, action, days }: Asked & { action: BulkAction },
  accountId: string,
): Promise<BulkOutcome> {
  try {
    const account = await accounts.findById(deps.db, accountId)
    if (!account) throw new AppError('NOT_FOUND')
    return { accountId, ok: true, status: await acts[action](deps, { caller, days }, account), error: null }
  } catch (error) {
    const known = error instanceof AppError ? error : asPassingFault(error)
    if (!(error instanceof AppError)) deps.log.error('admin.failed', { accountId, action, ...describeError(error) })
    const { code, reason, retryAfterSeconds } = known ?? new AppError('INTERNAL')
    const clock = { now: deps.clock.now(), timeZone: deps.settings.scheduleTimeZone }
    const message = errorMessage(code, { locale: caller.locale, reason, retryAfterSeconds, clock })
    return { accountId, ok: false, status: 'failed', error: { code, message } }
  }
}
