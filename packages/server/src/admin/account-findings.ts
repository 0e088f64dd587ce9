/** What a sentence can be told. Instants are told in UTC. */
interface Told {
  at: string
  by: string
  due: string
  failures: number
  limit: number
  metrics: string
  reason: string
  scopes: string
  until: string
  used: number
}

/** What can keep an account's numbers from coming, with what its sentence must be told. */
const accountFindings = {
  deactivated: ['at'],
  disconnected: ['at'],
  reconnect_required: [],
  app_refused: ['until'],
  app_paused: ['until'],
  account_paused: ['until'],
  usage_high: ['until'],
  budget_used: ['used', 'limit', 'until'],
  held: ['by', 'until'],
  run_failed: ['at', 'reason'],
  run_partial: ['at', 'reason'],
  run_postponed: ['at', 'reason'],
  never_synced: [],
  scopes_missing: ['scopes'],
  metrics_refused: ['metrics'],
  refresh_failing: ['failures', 'reason'],
  night_missing: ['due'],
  night_broke_off: ['due'],
  night_under_way: ['due'],
  night_passed_over: ['due'],
  left_out: ['at', 'by'],
  nothing: [],
} as const satisfies Record<string, readonly (keyof Told)[]>

export type AccountFindingCode = keyof typeof accountFindings
export type AccountFindingParameters = {
  [Code in AccountFindingCode]: Pick<Told, (typeof accountFindings)[Code][number]>
}

// The guarantee: the object above has these keys and no others.
export const accountFindingCodes = Object.keys(accountFindings) as [AccountFindingCode, ...AccountFindingCode[]]
