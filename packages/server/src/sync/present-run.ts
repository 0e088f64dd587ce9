import type { syncRuns } from '@instagram-dashboard/db'
import { presentError } from '../connect/present-account.ts'
import type { Locale } from '../messages/messages.ts'
import { syncRunSchema, type SyncPhase, type SyncRun } from './contract.ts'

const phases: readonly string[] = syncRunSchema.shape.progress.shape.phase.options
const isPhase = (text: string): text is SyncPhase => phases.includes(text)

export function presentRun(row: syncRuns.SyncRunRow, locale: Locale): SyncRun {
  return {
    id: row.id,
    accountId: row.accountId,
    trigger: row.trigger,
    status: row.status,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    apiCalls: row.apiCalls,
    daysWritten: row.daysWritten,
    followersChange: row.followersChange,
    error: presentError(row.errorCode, row.errorAt, locale),
    progress: { phase: isPhase(row.phase) ? row.phase : 'queued', done: row.done, total: row.total },
  }
}
