import type { syncRuns } from '@instagram-dashboard/db'
import { presentError } from '../messages/present-error.ts'
import type { Locale } from '../messages/messages.ts'
import { syncPhase, type SyncPhase, type SyncRun, type SyncRunProgress } from './contract.ts'

const phases: readonly string[] = syncPhase.options
const isPhase = (text: string): text is SyncPhase => phases.includes(text)

export function presentProgress({ status, phase, done, total }: syncRuns.SyncRunRow): SyncRunProgress {
  return { phase: isPhase(phase) ? phase : 'queued', done, total, status }
}

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
    error: presentError({ code: row.errorCode, reason: row.errorReason, at: row.errorAt }, locale),
    progress: { phase: isPhase(row.phase) ? row.phase : 'queued', done: row.done, total: row.total },
  }
}
