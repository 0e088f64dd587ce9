import { accounts } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import type { ConnectStatusResult } from './contract.ts'
import { presentAccount } from '../accounts/present-account.ts'

/** The caller's accounts that are not disconnected, the one synced last first. */
export async function readStatus(
  { db, clock, budget, settings }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
): Promise<ConnectStatusResult> {
  const rows = await accounts.listLiving(db, userId)
  const pausedUntil = await budget.appPausedUntil()
  const reader = { now: clock.now(), locale: caller.locale, pausedUntil, ...settings }
  const present = rows.map((row) => presentAccount(row, reader))
  return {
    connected: present.some(({ status }) => status === 'active'),
    account: present[0] ?? null,
    accounts: present,
    today: dayOf(clock.now()),
  }
}
