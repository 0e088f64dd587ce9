import { and, eq, sql } from 'drizzle-orm'
import { type Handle, type Param, type Params, statement } from '../statements/index.ts'

interface Days {
  accountId: string
  days: readonly string[]
  isTold: boolean
}

const onSqlite = statement.run(({ db, finalDays }, { accountId, days, isTold }: Params<Days>) =>
  db
    .insert(finalDays)
    .select(sql`select ${accountId}, value, ${isTold} from json_each(${days}) where true`)
    .onConflictDoNothing(),
)

const onPostgres = statement.run(({ db, finalDays }, { accountId, days, isTold }: Params<Days>) =>
  db
    .insert(finalDays)
    .select(
      sql`select ${accountId}::text, value, ${isTold}::boolean from json_array_elements_text(${days}::json) as given(value)`,
    )
    .onConflictDoNothing(),
)

async function add(tx: Handle, days: Days): Promise<void> {
  if (days.days.length > 0) await (tx.dialect === 'sqlite' ? onSqlite : onPostgres)(tx, days)
}

/** Days that became final, to be told of; not again of one that was told of and opened since. */
export async function addUntold(tx: Handle, accountId: string, days: readonly string[]): Promise<void> {
  await add(tx, { accountId, days, isTold: false })
}

/** Days that were final and are not any more: nobody is told of them a second time. */
export async function addReopened(tx: Handle, accountId: string, days: readonly string[]): Promise<void> {
  await add(tx, { accountId, days, isTold: true })
}

const taken = statement.pluck(({ db, finalDays }, accountId: Param<string>) =>
  db
    .delete(finalDays)
    .where(and(eq(finalDays.accountId, accountId), eq(finalDays.isTold, false)))
    .returning({ day: finalDays.day }),
)

/** The days of which nobody was told yet, oldest first. Telling of them belongs into the same transaction. */
export async function takeUntold(tx: Handle, accountId: string): Promise<string[]> {
  return (await taken(tx, accountId)).toSorted()
}
