interface Definition<Parameters extends object> {
  /** Known to the compiler alone. */
  parameters?: Parameters
}
const told = <Parameters extends object = Record<never, never>>(): Definition<Parameters> => ({})

/** What can keep an account's numbers from coming, with what its sentence must be told. Instants are told in UTC. */
const accountFindings = {
  deactivated: told<{ at: string }>(),
  disconnected: told<{ at: string }>(),
  reconnect_required: told(),
  app_refused: told<{ until: string }>(),
  app_paused: told<{ until: string }>(),
  account_paused: told<{ until: string }>(),
  usage_high: told<{ until: string }>(),
  budget_used: told<{ used: number; limit: number; until: string }>(),
  held: told<{ by: string; until: string }>(),
  run_failed: told<{ at: string; reason: string }>(),
  run_partial: told<{ at: string; reason: string }>(),
  run_postponed: told<{ at: string; reason: string }>(),
  never_synced: told(),
  scopes_missing: told<{ scopes: string }>(),
  metrics_refused: told<{ metrics: string }>(),
  refresh_failing: told<{ failures: number; reason: string }>(),
  night_missing: told<{ due: string }>(),
  night_broke_off: told<{ due: string }>(),
  night_under_way: told<{ due: string }>(),
  night_passed_over: told<{ due: string }>(),
  left_out: told<{ at: string; by: string }>(),
  nothing: told(),
}

export type AccountFindingCode = keyof typeof accountFindings

export type AccountFindingParameters = {
  [Code in AccountFindingCode]: NonNullable<(typeof accountFindings)[Code]['parameters']>
}

export const accountFindingCodes = Object.keys(accountFindings) as [AccountFindingCode, ...AccountFindingCode[]]
