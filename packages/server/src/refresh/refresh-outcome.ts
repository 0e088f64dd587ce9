/** `skipped`: somebody else has the account, or it is not due any more. `failed`: tried in vain; `lost`: for good. */
export const refreshOutcomes = ['refreshed', 'skipped', 'failed', 'lost'] as const
export type RefreshOutcome = (typeof refreshOutcomes)[number]
