import { writeSync } from 'node:fs'
import { accounts, openDatabase } from '../../src/index.ts'
import { account, event, tell } from '../rows.ts'

// Writes an account and its event in one transaction, says so on standard output, and goes on until it is killed:
// `write-until-killed.ts <url> <name>`.
const [url = '', name = ''] = process.argv.slice(2)

const db = await openDatabase(url)
for (let number = 0; ; number += 1) {
  const id = `${name}-${number}`
  await db.transaction(async (tx) => {
    await accounts.insert(tx, account(id))
    await tell(tx, event('connection.completed', { accountId: id }))
  })
  writeSync(1, `${id}\n`)
}
