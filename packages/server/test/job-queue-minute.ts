import type { Database } from '@instagram-dashboard/db'
import { PgBoss } from 'pg-boss'

/** Everything that the queue waits for comes a minute sooner, and what fell silent is looked for, as each minute. */
export async function letMinutePass(db: Database): Promise<void> {
  const access = db.queueAccess
  if (access === null) throw new Error('PostgreSQL has a queue')
  const age = () =>
    access.executeSql(
      `UPDATE ${access.schema}.job SET heartbeat_on = heartbeat_on - interval '1 minute', start_after = start_after - interval '1 minute'`,
    )
  const supervisor = new PgBoss({ db: access, schema: access.schema, schedule: false, supervise: false })
  await supervisor.start()
  await age()
  await access.executeSql(`UPDATE ${access.schema}.queue SET monitor_claim_on = NULL, monitor_on = NULL`)
  await supervisor.supervise()
  await age()
  await supervisor.stop({ close: false })
}
