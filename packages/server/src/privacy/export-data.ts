import { personalData } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { openPersonal } from '../events/personal.ts'
import type { ExportResult } from './contract.ts'

/** Everything that is held on a person (LGPD art. 18, GDPR art. 15 and 20), without what is secret. */
export async function exportData({ db, clock }: Deps, { userId }: { userId: string }): Promise<ExportResult> {
  const exportedAt = clock.now()
  const { events, person, ...rest } = await personalData.collect(db, userId)
  const data = {
    userId,
    since: person?.createdAt ?? null,
    ...rest,
    events: events.map(({ mac: _mac, sealedPersonal, personRef, actorRef, ...row }) => ({
      ...row,
      by: actorRef !== null && actorRef === personRef ? 'you' : row.actorKind,
      // What the log says of another person belongs to them.
      personal: personRef === person?.ref ? openPersonal(person?.key, sealedPersonal) : null,
    })),
  }
  return {
    fileName: `instagram-data-${exportedAt.toISOString().slice(0, 10)}.json`,
    exportedAt,
    // Dates as texts, as they stand in a file.
    data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
  }
}
