import type { Kit } from './kit.ts'

export const defineAchievements = (kit: Kit) =>
  kit.table(
    'achievements',
    {
      id: kit.text().primaryKey(),
      personRef: kit.text().notNull(),
      accountId: kit.text(),
      key: kit.text().notNull(),
      credits: kit.integer().notNull(),
      eventSequence: kit.integer().notNull(),
      unlockedAt: kit.instant().notNull(),
      reversedAt: kit.instant(),
    },
    (table) => [kit.uniqueIndex('achievements_person_key').on(table.personRef, table.key)],
  )

/**
 * Who had which achievement, and which of whose accounts were erased, as codes: they outlive the person's data, so that no
 * achievement is given twice and no import brings an account back.
 */
export const defineRewardTombstones = (kit: Kit) =>
  kit.table('reward_tombstones', { tag: kit.text().notNull(), key: kit.text().notNull() }, (table) => [
    kit.primaryKey({ columns: [table.tag, table.key] }),
  ])
