import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/**
 * What of a Los Angeles day was before a change, and until when. `n` numbers, `m` missing, `u` unsettled, `x` final, `i`
 * imported at, `r` read at, `f` followers, and by the length of a period that ends on the day its reach. Packed, for there are some of
 * each day of each account: packages/server/src/corrections says how each is read.
 */
export interface PackedBefore {
  n?: readonly unknown[]
  m?: unknown
  u?: unknown
  x?: number
  i?: number | null
  r?: readonly [fetchedAt: number, followsReadAt: number | null]
  f?: readonly unknown[]
  p?: Readonly<Record<string, readonly [reach: number, readAt: number]>>
}

/** Unix milliseconds until when the day was as it says. */
export type PackedReading = [until: number, before: PackedBefore]

/** What the stored numbers of a day were before they were changed. A day that never was has no row here. */
export const defineEarlierReadings = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'earlier_readings',
    {
      accountId: ofAccount(kit, accounts),
      /** `YYYY-MM-DD`. */
      day: kit.text().notNull(),
      /** In the order in which they were written, which is that of the instants as long as no clock is wrong. */
      readings: kit.compactJson<PackedReading[]>().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day] })],
  )
