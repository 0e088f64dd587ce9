import { createInstagramDashboard, readConfiguration, type DashboardOptions } from '@instagram-dashboard/server'
import type { Account } from '@instagram-dashboard/server/contract'
import type { AppRouter } from '@instagram-dashboard/server/router'
import { startSandbox } from '@instagram-dashboard/server/sandbox'

export const options: DashboardOptions = {
  ...readConfiguration(process.env),
  logLevel: 'warn',
  retentionDays: 30,
  authenticate: ({ headers }) => (headers.get('x-user') === null ? null : { userId: 'ana', role: 'user' }),
}

// @ts-expect-error A number is a number.
export const wrong: DashboardOptions = { ...options, port: 'socket' }

export async function start(): Promise<[Account | null, AppRouter | null, number]> {
  const sandbox = await startSandbox({ port: 0 })
  const dashboard = await createInstagramDashboard({ ...options, instagramGraphBaseUrl: sandbox.graphBaseUrl })
  const { refreshed } = await dashboard.refreshTokens({ dryRun: true })
  await dashboard.close()
  await sandbox.close()
  return [null, null, refreshed]
}
