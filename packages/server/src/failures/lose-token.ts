import { accountLists, accounts, type Handle } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { holdAccount } from '../accounts/hold-account.ts'

export type LoseDeps = Pick<Deps, 'db' | 'record'> & {
  clock: Pick<Deps['clock'], 'now'>
  settings: Pick<Deps['settings'], 'defaultLocale'>
}

const code = 'RECONNECT_REQUIRED'
const pageSize = 100

/**
 * The token is gone for good: the account, which the caller holds, asks to be reconnected, and its numbers stay. One that
 * an admin deactivated stays so.
 * @returns whether it asks
 */
export async function loseToken(
  { record, settings }: Pick<LoseDeps, 'record' | 'settings'>,
  tx: Handle,
  { account, at }: { account: accounts.AccountRow; at: Date },
): Promise<boolean> {
  const { id, userId, username, status } = account
  const withoutToken = { sealedToken: null, tokenIssuedAt: null, tokenExpiresAt: null, catchUpAt: null, updatedAt: at }
  if (status === 'disconnected') {
    await accounts.updateAndEndLease(tx, id, withoutToken)
    return false
  }
  await accounts.updateAndEndLease(tx, id, {
    ...withoutToken,
    status: 'reconnect_required',
    lastErrorCode: code,
    lastErrorReason: null,
    lastErrorAt: at,
  })
  const event = { type: 'connection.lost', userId, accountId: id, data: { code }, personal: { username } } as const
  await record(tx, event, { caller: systemCaller(settings.defaultLocale), at })
  return true
}

/**
 * An active account without a token would never be synced, and its user never be told: it asks to be reconnected. @returns whether it was one
 */
export async function mendWithoutToken(
  deps: LoseDeps,
  account: Pick<accounts.AccountRow, 'id' | 'userId'>,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const current = await holdAccount(tx, account)
    if (current?.status !== 'active' || (await accounts.readSealedToken(tx, current.id)) !== null) return false
    return loseToken(deps, tx, { account: current, at: deps.clock.now() })
  })
}

/** Looks for all of them. @returns how many there were */
export async function mendAllWithoutToken(deps: LoseDeps & Pick<Deps, 'log'>): Promise<number> {
  let mended = 0
  for (;;) {
    const ids = await accountLists.listWithoutToken(deps.db, { limit: pageSize })
    const before = mended
    for (const id of ids) {
      const account = await accounts.findById(deps.db, id)
      if (account && (await mendWithoutToken(deps, account))) mended += 1
    }
    if (ids.length < pageSize || mended === before) break
  }
  if (mended > 0) deps.log.warn('accounts.without_token', { accounts: mended })
  return mended
}
