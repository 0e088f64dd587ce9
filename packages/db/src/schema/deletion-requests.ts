import { deletionRequestKinds } from './enums.ts'
import type { Kit } from './kit.ts'

/** What Instagram told of a person who removed the app or wants their data deleted. Nothing here tells who it is. */
export const defineDeletionRequests = (kit: Kit) =>
  kit.table(
    'deletion_requests',
    {
      /** For the status page: 128 bits by chance. */
      code: kit.text().primaryKey(),
      kind: kit.enum(deletionRequestKinds).notNull(),
      subjectTag: kit.text().notNull(),
      requestedAt: kit.instant().notNull(),
      completedAt: kit.instant().notNull(),
    },
    (table) => [kit.uniqueIndex('deletion_requests_subject').on(table.kind, table.subjectTag)],
  )
