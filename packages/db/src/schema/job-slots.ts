import type { Kit } from './kit.ts'

/** One due time of a job. The primary key is what makes it run once, whoever ticks and however often. */
export const defineJobSlots = (kit: Kit) =>
  kit.table(
    'job_slots',
    {
      job: kit.text().notNull(),
      /** The instant at which the slot was due. */
      dueAt: kit.instant().notNull(),
      leaseOwner: kit.text(),
      leaseUntil: kit.instant(),
      startedAt: kit.instant().notNull(),
      finishedAt: kit.instant(),
      result: kit.json<Record<string, number>>(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.job, table.dueAt] }),
      kit.index('job_slots_due').on(table.dueAt),
      kit.index('job_slots_started').on(table.startedAt, table.dueAt),
    ],
  )
