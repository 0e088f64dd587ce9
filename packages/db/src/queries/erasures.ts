import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { earliest, type Handle, isOneOf, type Page, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type ErasureRow = Schema['erasures']['$inferSelect']

export const save = statement.run(({ db, erasures }, tag: Param<string>, erasedAt: Param<Date>) =>
  db.insert(erasures).values({ tag, erasedAt }).onConflictDoUpdate({ target: erasures.tag, set: { erasedAt } }),
)

/** Those of the pseudonyms that this database knows to be erased. */
export const listKnown = statement.all(({ db, erasures }, tags: Param<readonly string[]>) =>
  db.select().from(erasures).where(isOneOf(erasures.tag, tags)),
)

const pageSince = statement.all(({ db, erasures }, { after, limit }: Params<Page>, since: Param<Date>) =>
  db
    .select()
    .from(erasures)
    .where(and(gt(erasures.tag, after), gt(erasures.erasedAt, since)))
    .orderBy(asc(erasures.tag))
    .limit(limit),
)

/** In the order of their pseudonyms, one page. @param query.since only what was erased after then */
export async function list(
  handle: Handle,
  { since = earliest, ...page }: Page & { since?: Date | undefined },
): Promise<ErasureRow[]> {
  return pageSince(handle, page, since)
}

/** Of accounts, with the id in the place of a pseudonym of 43 characters, as older versions wrote them. */
export const listUnkeyed = statement.all(({ db, erasures }) =>
  db
    .select()
    .from(erasures)
    .where(sql`${erasures.tag} like 'account:%' and length(${erasures.tag}) <> length('account:') + 43`),
)

const dropped = statement.run(({ db, erasures }, tag: Param<string>) =>
  db.delete(erasures).where(eq(erasures.tag, tag)),
)

/** Another pseudonym in the place of one. */
export async function replace(tx: Handle, { tag, erasedAt }: ErasureRow, by: string): Promise<void> {
  await dropped(tx, tag)
  await save(tx, by, erasedAt)
}
