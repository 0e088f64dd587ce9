import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { creditEntries, openDatabase } from '../packages/db/src/index.ts'
import { createInstagramDashboard, generateEncryptionKey } from '../packages/server/src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox } from '../packages/server/src/sandbox/index.ts'
import { makeClock } from '../packages/server/test/start-backend.ts'

export interface RewardProof {
  connections: number
  /** Credits of the whole ledger that are out. */
  credits: number
  /** Answers that told of a reward. */
  rewards: number
  /** What the ledger adds up to. */
  sum: number
  isAuditIntact: boolean
}

const redirectUri = 'http://localhost:3999/return'

/** One person connects and disconnects again and again; then the Instagram account goes through the hands of others. */
export async function proveRewards({ loops, users }: { loops: number; users: number }): Promise<RewardProof> {
  const folder = mkdtempSync(join(tmpdir(), 'reward-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  const clock = makeClock()
  const sandbox = await startSandbox({ now: clock.now })
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    // The first sync of each connection stays inside the hour.
    instagramCallsPerHour: 100_000,
    databaseUrl,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    clock,
  })
  let rewards = 0
  const round = async (userId: string, eraseData: boolean) => {
    const { connect } = dashboard.caller({ userId }).instagram
    const { state } = await connect.start({})
    const code = sandbox.control.approve('loja.da.ana', { state, redirectUri })
    const { reward } = await connect.complete({ code, state })
    if (reward !== null) rewards += 1
    await connect.disconnect({ eraseData })
  }
  const db = await openDatabase(databaseUrl)
  try {
    for (let loop = 0; loop < loops; loop += 1) {
      // No more than 20 an hour are begun for a person.
      clock.advance(4 * 60_000)
      await round('ana', loop % 3 === 0)
    }
    for (let person = 0; person < users; person += 1) await round(`person-${person}`, person % 2 === 0)
    return {
      connections: loops + users,
      credits: -(await creditEntries.balance(db, creditEntries.issued)),
      rewards,
      sum: await creditEntries.balance(db, null),
      isAuditIntact: (await dashboard.verifyAudit()).isIntact,
    }
  } finally {
    await db.close()
    await dashboard.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
