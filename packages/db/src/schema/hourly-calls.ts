import type { Kit } from './kit.ts'

/**
 * When a person made the calls of which there may be only so many an hour. It outlives the person's data by that hour,
 * or erasing it would give the calls back; so it knows them by a code that names nobody.
 */
export const defineHourlyCalls = (kit: Kit) =>
  kit.table(
    'hourly_calls',
    {
      /** A code of the person, made with the secret of the installation. */
      tag: kit.text().notNull(),
      /** The name of the procedure. */
      action: kit.text().notNull(),
      /** The calls of the last hour, Unix milliseconds, oldest first. */
      times: kit.json<number[]>().notNull(),
      lastAt: kit.instant().notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.tag, table.action] }),
      kit.index('hourly_calls_last').on(table.lastAt),
    ],
  )
