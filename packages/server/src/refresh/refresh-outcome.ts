export type RefreshOutcome = 'refreshed' | 'skipped' | 'failed' | 'lost'
