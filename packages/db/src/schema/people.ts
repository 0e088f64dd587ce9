import type { Kit } from './kit.ts'

/** The host's users as far as the event log names them. Without the row, its reference names nobody. */
export const definePeople = (kit: Kit) =>
  kit.table(
    'people',
    {
      userId: kit.text().primaryKey(),
      ref: kit.text().notNull(),
      /** Opens what the event log holds on the person. */
      key: kit.text().notNull(),
      createdAt: kit.instant().notNull(),
    },
    (table) => [kit.uniqueIndex('people_ref').on(table.ref)],
  )
