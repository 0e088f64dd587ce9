import { events } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import type { DomainEvent } from './catalogue.ts'
import { ChainCheckEnded, verifyChain } from './verify-chain.ts'

/**
 * Checks the whole audit log, as is done every week, and that nothing may change it. What was found stands in the log of
 * the process and in the audit log itself; a fault is an error of both, and the host is told of it.
 * @returns figures for the slot: none when the process ends meanwhile
 */
export async function checkAudit(deps: Deps): Promise<Record<string, number>> {
  const { db, keys, vault, log, background } = deps
  await guardAudit(deps)
  try {
    const {
      result,
      fault,
      events: seen,
      anchor,
    } = await verifyChain(db, { keys, vault, isEnding: background.isEnding })
    const sequence = fault?.sequence ?? null
    const level = fault === null ? 'info' : 'error'
    log[level]('audit.checked', { result, events: seen, sequence, kind: fault?.kind, anchor })
    await write(deps, { type: 'audit.checked', ...aboutNobody, data: { result, events: seen, sequence } })
    if (fault !== null) {
      await write(deps, { type: 'audit.broken', ...aboutNobody, data: { ...fault, triggers: [] } })
    }
    return { events: seen, faults: fault === null ? 0 : 1 }
  } catch (error) {
    if (error instanceof ChainCheckEnded && deps.queue === null) return {}
    throw error
  }
}

/**
 * Puts the triggers back that refuse every change of the audit log, where somebody took them away. Never throws: without
 * the right to do so the log says it, and everything else goes on.
 */
export async function guardAudit(deps: Pick<Deps, 'db' | 'log' | 'record' | 'clock' | 'settings'>): Promise<void> {
  const { db, log } = deps
  try {
    const triggers = await db.restoreGuards()
    if (triggers.length === 0) return
    log.error('audit.unguarded', { triggers: triggers.join(','), restored: true })
    await write(deps, { type: 'audit.broken', ...aboutNobody, data: { kind: 'unguarded', sequence: null, triggers } })
  } catch (error) {
    log.error('audit.unguarded', { restored: false, ...describeError(error) })
  }
}

/** What the newest check of the whole log found; `null` before the first. */
export async function findAuditCheck({ db }: Pick<Deps, 'db'>): Promise<AuditCheck | null> {
  const row = await events.findNewest(db, 'audit.checked')
  if (row === undefined) return null
  const { result, events: seen, sequence } = row.data
  return {
    at: row.createdAt,
    isIntact: result !== 'fault',
    events: Number(seen),
    sequence: typeof sequence === 'number' ? sequence : null,
  }
}

export interface AuditCheck {
  at: Date
  /** No event was found that is not as it was written. */
  isIntact: boolean
  /** How many events were looked at. */
  events: number
  /** The first event that is not as it was written. */
  sequence: number | null
}

const aboutNobody = { userId: null, accountId: null } as const

/** A log that is broken may refuse the next event: what was found is in the other log already. */
async function write(
  { db, record, clock, log, settings }: Pick<Deps, 'db' | 'record' | 'clock' | 'log' | 'settings'>,
  event: DomainEvent,
): Promise<void> {
  try {
    await db.transaction((tx) => record(tx, event, { caller: systemCaller(settings.defaultLocale), at: clock.now() }))
  } catch (error) {
    log.error('audit.refused', { type: event.type, ...describeError(error) })
  }
}
