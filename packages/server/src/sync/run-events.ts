import type { accounts, syncRuns } from '@instagram-dashboard/db'
import type { DomainEvent, SyncMeasures } from '../events/catalogue.ts'
import { ForeignIdentity } from '../failures/foreign-identity.ts'
import type { JudgedRun } from './judge-run.ts'
import type { SyncPolicy } from './policy.ts'
import type { SyncResult } from './sync-result.ts'

export type EndStatus = 'succeeded' | 'partial' | 'failed'

interface EndedRun {
  policy: SyncPolicy
  run: syncRuns.SyncRunRow
  /** As it was before the end of the run is saved. */
  account: accounts.AccountRow
  result: SyncResult
  judged: JudgedRun
  followersChange: number | null
  status: EndStatus
  measures: SyncMeasures
  /** Days that became final and of which nobody was told yet. */
  finalDays: string[]
}

/** What a run has made happen. */
export function eventsOfRun(ended: EndedRun): DomainEvent[] {
  const { policy, run, account, result, judged, status } = ended
  const { failure, isPostponed } = judged
  const { answers, error, days } = result
  const subject = { userId: account.userId, accountId: account.id }
  const final: DomainEvent[] =
    ended.finalDays.length === 0 ? [] : [{ type: 'day.final', ...subject, data: { days: ended.finalDays } }]
  // Nothing is wrong and nobody waits: the run is caught up with, and the history says why it read nothing.
  if (isPostponed && answers === null && !policy.isAlwaysTold) return final
  const about = { runId: run.id, trigger: run.trigger }
  const events: DomainEvent[] = [...final]
  if (status === 'failed') {
    const data = { ...about, code: failure?.code ?? 'INTERNAL', reason: failure?.reason ?? null }
    events.push({ type: 'sync.failed', ...subject, data })
  } else {
    // What was put off comes by itself.
    const { code = null, reason = null } = (isPostponed ? null : failure) ?? {}
    const { followersChange, measures } = ended
    const data = { ...about, status, daysWritten: days.size, followersChange, code, reason, ...measures }
    events.push({ type: 'sync.completed', ...subject, data })
  }
  if (error instanceof ForeignIdentity) {
    events.push({ type: 'identity.mismatch', ...subject, data: { seenIn: 'sync' } })
  }
  const metrics = newNames(answers?.refusedMetrics, account.unsupportedMetrics)
  if (metrics.length > 0 && status !== 'failed') {
    events.push({ type: 'metric.unsupported', ...subject, data: { metrics } })
  }
  const fields = newNames(result.session?.refusedFields, account.refusedFields)
  if (fields.length > 0) events.push({ type: 'field.refused', ...subject, data: { fields } })
  if (failure?.kind === 'reconnect_required') {
    const personal = { username: account.username }
    events.push({ type: 'connection.lost', ...subject, data: { code: failure.code }, personal })
  }
  return events
}

function newNames(found: ReadonlySet<string> | undefined, known: Readonly<Record<string, string>>): string[] {
  return [...(found ?? [])].filter((name) => known[name] === undefined).toSorted()
}
