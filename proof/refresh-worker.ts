import { createInstagramDashboard } from '../packages/server/src/index.ts'

// A process of `refresh-race.ts`: refreshes what is due until nothing is.
const [databaseUrl = '', graphBaseUrl = '', key = ''] = process.argv.slice(2)
const dashboard = await createInstagramDashboard({
  instagramAppId: '1',
  instagramAppSecret: 'secret',
  instagramRedirectUri: 'http://localhost/return',
  instagramTokenEncryptionKey: key,
  instagramGraphBaseUrl: graphBaseUrl,
  databaseUrl,
  backgroundJobs: false,
  authenticate: () => null,
  writeLog: () => undefined,
})
process.stdout.write('ready\n')
const { refreshed, skipped, failed, lost } = await dashboard.refreshTokens()
await dashboard.close()
process.stdout.write(`${JSON.stringify({ refreshed, skipped, failed, lost })}\n`)
