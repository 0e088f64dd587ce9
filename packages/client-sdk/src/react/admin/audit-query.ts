import type { AuditFilter, EventType } from '@instagram-dashboard/server/contract'
import type { AdminFilters } from './admin-view.ts'

const dayMs = 86_400_000

/** What the log is asked, by the filters of the address. Days are those of the reader's clock. */
export function auditInput(filters: AdminFilters, types: readonly EventType[]): AuditFilter {
  const type = types.find((name) => name === filters.type)
  return {
    ...(type !== undefined && { types: [type] }),
    userId: textOf(filters.user, 128),
    accountId: textOf(filters.about, 64),
    requestId: textOf(filters.request, 64),
    since: midnightOf(filters.since, 0),
    until: midnightOf(filters.until, dayMs),
  }
}

function textOf(text: string | undefined, longest: number): string | undefined {
  const trimmed = text?.trim().slice(0, longest)
  return trimmed === '' ? undefined : trimmed
}

function midnightOf(day: string | undefined, shiftMs: number): Date | undefined {
  const instant = Date.parse(`${day ?? ''}T00:00:00`)
  return Number.isNaN(instant) ? undefined : new Date(instant + shiftMs)
}
