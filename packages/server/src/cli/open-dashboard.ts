import { readOwnConfiguration } from '../config.ts'
import { createInstagramDashboard, type Dashboard } from '../dashboard.ts'
import type { Terminal } from './terminal.ts'

/**
 * The product for one command: without background work, without a log in what the command prints, and on the schema that
 * is there. Nobody calls a command over HTTP, so nobody can be signed in.
 */
export async function withDashboard<Result>(
  { environment }: Pick<Terminal, 'environment'>,
  work: (dashboard: Dashboard) => Promise<Result>,
): Promise<Result> {
  const dashboard = await createInstagramDashboard({
    ...readOwnConfiguration(environment),
    // Of the roles the one that knows no callers.
    role: 'worker',
    backgroundJobs: false,
    migrate: false,
    writeLog: () => undefined,
  })
  try {
    return await work(dashboard)
  } finally {
    await dashboard.close()
  }
}
