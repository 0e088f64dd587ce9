import type { Account, OverviewItem } from '@instagram-dashboard/server/contract'

export const overviewOrders = ['problems', 'followers', 'reach', 'name'] as const
export type OverviewOrder = (typeof overviewOrders)[number]

type Shown = Pick<Account, 'id' | 'username' | 'followersCount'> & ProblemFacts
type ProblemFacts = Pick<Account, 'status' | 'missingScopes' | 'lastError' | 'token'>

/** What keeps an account from new numbers, the gravest first; `null` when all is well. */
export type AccountProblem = 'disconnected' | 'reconnect' | 'permission' | 'error' | 'expiring'

export function problemOf({ status, missingScopes, lastError, token }: ProblemFacts): AccountProblem | null {
  if (status === 'disconnected') return 'disconnected'
  if (status === 'reconnect_required') return 'reconnect'
  if (missingScopes.length > 0) return 'permission'
  if (lastError !== null) return 'error'
  return token.isExpiringSoon ? 'expiring' : null
}

interface Order {
  order: OverviewOrder
  /** By the account's id; what is not there yet comes last. */
  numbers: ReadonlyMap<string, { reach: Pick<OverviewItem['reach'], 'value'> }>
}

/** Accounts as the user wants them; equal ones by their name. */
export function inOrder<Item extends Shown>(accounts: readonly Item[], { order, numbers }: Order): Item[] {
  const weigh: Record<OverviewOrder, (account: Item) => number> = {
    problems: (account) => Number(problemOf(account) !== null),
    followers: ({ followersCount }) => followersCount ?? -1,
    reach: ({ id }) => numbers.get(id)?.reach.value ?? -1,
    name: () => 0,
  }
  const weight = weigh[order]
  return accounts.toSorted((a, b) => weight(b) - weight(a) || a.username.localeCompare(b.username))
}
