import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createInstagramDashboard, generateEncryptionKey } from '../../packages/server/src/index.ts'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
} from '../../packages/server/src/sandbox/index.ts'

/** A database in which somebody has connected an account, and the settings that hosts read it with. */
export interface Prepared {
  sandbox: Sandbox
  /** To be copied for each host, so that all begin with the same. */
  database: string
  settings: Record<string, string>
  /** The ids of Ana's notifications, oldest first. */
  notifications: number[]
}

const askEveryMs = 20

/** Connects Ana and reads all that is due, so that nothing is left to be done while hosts are asked. */
export async function prepare(folder: string): Promise<Prepared> {
  const sandbox = await startSandbox()
  const database = join(folder, 'prepared.db')
  const key = generateEncryptionKey()
  const redirectUri = 'http://localhost:3000/instagram/return'
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: key,
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${database}`,
    logLevel: 'silent',
    backgroundJobs: false,
    syncCron: 'off',
    tokenRefreshCron: 'off',
    authenticate: () => null,
  })
  const { instagram } = dashboard.caller({ userId: 'ana' })
  const { state } = await instagram.connect.start({})
  await instagram.connect.complete({ state, code: sandbox.control.approve('loja.da.ana', { state, redirectUri }) })
  const isRead = async () => {
    const { items } = await instagram.sync.history({})
    return items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)
  }
  while (!(await isRead())) await pause(askEveryMs)
  await dashboard.syncAudiences()
  await dashboard.syncStories()
  await dashboard.catchUp()
  await instagram.notifications.markAllRead()
  const { items } = await instagram.notifications.list({})
  await dashboard.close()
  return {
    sandbox,
    database,
    notifications: items.map(({ id }) => Number(id)).toSorted((one, other) => one - other),
    settings: {
      INSTAGRAM_APP_ID: SANDBOX_APP_ID,
      INSTAGRAM_APP_SECRET: SANDBOX_APP_SECRET,
      INSTAGRAM_REDIRECT_URI: redirectUri,
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: key,
      INSTAGRAM_AUTHORIZE_URL: sandbox.authorizeUrl,
      INSTAGRAM_OAUTH_BASE_URL: sandbox.oauthBaseUrl,
      INSTAGRAM_GRAPH_BASE_URL: sandbox.graphBaseUrl,
      INSTAGRAM_ALLOWED_ORIGINS: 'https://partner.example',
      INSTAGRAM_RATE_LIMIT_PER_MINUTE: '0',
      INSTAGRAM_SYNC_CRON: 'off',
      INSTAGRAM_TOKEN_REFRESH_CRON: 'off',
      INSTAGRAM_LOG_LEVEL: 'warn',
    },
  }
}
