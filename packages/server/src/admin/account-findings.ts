/** What can keep an account's numbers from coming, with what its sentence must be told. Instants are told in UTC. */
export interface AccountFindingParameters {
  deactivated: { at: string }
  disconnected: { at: string }
  reconnect_required: Record<never, never>
  app_refused: { until: string }
  app_paused: { until: string }
  account_paused: { until: string }
  usage_high: { until: string }
  budget_used: { used: number; limit: number; until: string }
  held: { by: string; until: string }
  run_failed: { at: string; reason: string }
  run_partial: { at: string; reason: string }
  run_postponed: { at: string; reason: string }
  never_synced: Record<never, never>
  scopes_missing: { scopes: string }
  metrics_refused: { metrics: string }
  refresh_failing: { failures: number; reason: string }
  night_missing: { due: string }
  night_broke_off: { due: string }
  night_under_way: { due: string }
  night_passed_over: { due: string }
  left_out: { at: string; by: string }
  nothing: Record<never, never>
}

export type AccountFindingCode = keyof AccountFindingParameters

export const accountFindingCodes = [
  'deactivated',
  'disconnected',
  'reconnect_required',
  'app_refused',
  'app_paused',
  'account_paused',
  'usage_high',
  'budget_used',
  'held',
  'run_failed',
  'run_partial',
  'run_postponed',
  'never_synced',
  'scopes_missing',
  'metrics_refused',
  'refresh_failing',
  'night_missing',
  'night_broke_off',
  'night_under_way',
  'night_passed_over',
  'left_out',
  'nothing',
] as const satisfies readonly AccountFindingCode[]
