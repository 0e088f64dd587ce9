import type { AccountStatus, AdminAccountsInput } from '@instagram-dashboard/server/contract'
import type { AdminFilters } from './admin-view.ts'

export const accountStatuses = [
  'active',
  'reconnect_required',
  'disconnected',
] as const satisfies readonly AccountStatus[]
export const expiryDays = ['3', '7', '14', '30'] as const

/** What is asked for each trouble; the hours and nights are those by which health counts. */
const problems = {
  error: { hasError: true },
  late: { numbersOlderThanHours: 26 },
  stopped: { numbersOlderThanHours: 50 },
  failing: { refreshFailures: 2 },
  deactivated: { isDeactivated: true },
} as const satisfies Record<string, AdminAccountsInput>
export type AccountProblem = keyof typeof problems
export const accountProblems = ['error', 'late', 'stopped', 'failing', 'deactivated'] as const

/** Of the names that there are, the one that a filter says; `undefined` for none of them. */
export function known<Name extends string>(names: readonly Name[], said: string | undefined): Name | undefined {
  return names.find((name) => name === said)
}

/** What the list of accounts is asked, by the filters of the address; what it does not know narrows nothing down. */
export function accountsInput(filters: AdminFilters): AdminAccountsInput {
  const search = filters.search?.trim().slice(0, 100) ?? ''
  const status = known(accountStatuses, filters.status)
  const days = known(expiryDays, filters.expires)
  const problem = known(accountProblems, filters.problem)
  return {
    ...(search !== '' && { search }),
    ...(status !== undefined && { status }),
    ...(days !== undefined && { tokenExpiresWithinDays: Number(days) }),
    ...(problem !== undefined && problems[problem]),
  }
}
