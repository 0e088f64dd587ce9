import { oauthStates, openDatabase } from '../../src/index.ts'
import { many, taking } from '../rows.ts'

// Opens the database when told to, then tries to take every state: `claim-states.ts <url> <worker> <states>`.
const [url = '', owner = '', count = '0'] = process.argv.slice(2)

process.send?.({ is: 'ready' })
process.once('message', () => void openAndClaim())

async function openAndClaim(): Promise<void> {
  const db = await openDatabase(url)
  process.send?.({ is: 'open', applied: db.migrations.applied })
  process.once('message', () => void claimAll())

  async function claimAll(): Promise<void> {
    const claims = many(Number(count), (index) => oauthStates.take(db, taking(`state-${index}`, { owner })))
    const won = (await Promise.all(claims)).flatMap((row) => (row ? [row.stateHash] : []))
    await db.close()
    process.send?.({ is: 'done', won })
    process.disconnect()
  }
}
