import type { Kit } from './kit.ts'

/** What was erased, as codes that name nobody: a restored backup is compared with the list outside of it. */
export const defineErasures = (kit: Kit) =>
  kit.table('erasures', {
    tag: kit.text().primaryKey(),
    erasedAt: kit.instant().notNull(),
  })
