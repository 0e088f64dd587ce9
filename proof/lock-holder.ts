import { openDatabase } from '../packages/db/src/index.ts'

// A foreign process of `foreign-lock.ts`: holds the write lock and does nothing else.
const [databaseUrl = '', milliseconds = '0'] = process.argv.slice(2)
const db = await openDatabase(databaseUrl)
await db.transaction(async () => {
  process.stdout.write('held\n')
  await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)))
})
await db.close()
