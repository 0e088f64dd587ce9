import { personalData } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { openPersonKey } from '../events/person-key.ts'
import { openPersonal } from '../events/personal.ts'
import type { ExportResult } from './contract.ts'
import { contextWithoutReferences, withoutIds, withoutReferences } from './without-references.ts'

/**
 * Everything that is held on a person (LGPD art. 18, GDPR art. 15 and 20), without what is secret, and without what the
 * event log knows its rows by: a file that is kept must not name the person there again when they are erased.
 */
export async function exportData({ db, vault, clock }: Deps, { userId }: { userId: string }): Promise<ExportResult> {
  const exportedAt = clock.now()
  const { person, events, ...rest } = await personalData.collect(db, userId)
  const key = openPersonKey(vault, person)
  const data = {
    userId,
    since: person?.createdAt ?? null,
    ...rest,
    syncRuns: rest.syncRuns.map(withoutReferences.syncRuns),
    supportTickets: rest.supportTickets.map((row) => ({
      ...withoutReferences.supportTickets(row),
      context: contextWithoutReferences(row.context),
    })),
    notifications: rest.notifications.map((row) => ({
      ...withoutReferences.notifications(row),
      parameters: withoutIds(row.parameters),
    })),
    achievements: rest.achievements.map(withoutReferences.achievements),
    credits: rest.credits.map(withoutReferences.credits),
    events: events.map((row) => ({
      ...withoutReferences.events(row),
      data: withoutIds(row.data),
      by: row.actorRef !== null && row.actorRef === row.personRef ? 'you' : row.actorKind,
      // What the log says of another person belongs to them.
      personal: row.personRef === person?.ref ? openPersonal(key, row.sealedPersonal) : null,
    })),
  }
  return {
    fileName: `instagram-data-${exportedAt.toISOString().slice(0, 10)}.json`,
    exportedAt,
    // Dates as texts, as they stand in a file.
    data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
  }
}
