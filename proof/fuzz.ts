import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInstagramDashboard, generateEncryptionKey } from '../packages/server/src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox } from '../packages/server/src/sandbox/index.ts'
import { runFuzz, type FuzzReport } from '../packages/server/test/fuzz-run.ts'
import { listen } from '../packages/server/test/listen.ts'
import { jwtSecret, signIn } from '../packages/server/test/trpc-over-http.ts'

const redirectUri = 'http://localhost:3999/return'

/** Hostile requests at a real server with a real database, over real HTTP. */
export async function proveFuzz({ requests, seed }: { requests: number; seed: number }): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const sandbox = await startSandbox()
  const key = generateEncryptionKey()
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: key,
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${join(folder, 'fuzz.db')}`,
    authJwtSecret: jwtSecret,
    logLevel: 'silent',
    rateLimitPerMinute: 0,
    backgroundJobs: false,
  })
  const { instagram } = dashboard.caller({ userId: 'ana' })
  const { state } = await instagram.connect.start({})
  await instagram.connect.complete({ state, code: sandbox.control.approve('loja.da.ana', { state, redirectUri }) })
  const server = await listen(dashboard.router)
  try {
    return await runFuzz(server.url, {
      seed,
      requests,
      tokens: [await signIn('ana'), await signIn('bruno'), await signIn('carla', { role: 'admin' })],
      secrets: [SANDBOX_APP_SECRET, key, ...sandbox.control.issuedTokens],
      hangMs: 1_000,
      delayMs: 50,
      now: () => performance.now(),
    })
  } finally {
    server.close()
    await dashboard.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
