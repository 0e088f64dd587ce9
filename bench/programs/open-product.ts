import { createInstagramDashboard, type Dashboard } from '@instagram-dashboard/server'
import { readSettings } from './settings.ts'

/** The product on the data set, as the process that answers: a worker of its own does the jobs. */
export async function openProduct(): Promise<Dashboard> {
  const { file, secret, encryptionKey } = readSettings()
  return createInstagramDashboard({
    instagramAppId: '1',
    instagramAppSecret: 'not used',
    instagramRedirectUri: 'http://localhost/return',
    instagramTokenEncryptionKey: encryptionKey,
    // Nothing leaves this machine.
    instagramGraphBaseUrl: 'http://localhost:9',
    instagramOauthBaseUrl: 'http://localhost:9',
    databaseUrl: `file:${file}`,
    authJwtSecret: secret,
    logLevel: 'warn',
    backgroundJobs: false,
  })
}
