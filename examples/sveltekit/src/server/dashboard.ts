import { createInstagramDashboard, type Dashboard, readConfiguration } from '@instagram-dashboard/server'
import { whoIs } from './login.ts'

const kept = globalThis as { dashboard?: Promise<Dashboard> }

/** One for the process, made when it is first asked for: a build has no database, and development loads files again. */
export function openDashboard(): Promise<Dashboard> {
  return (kept.dashboard ??= createInstagramDashboard({
    ...readConfiguration(process.env),
    authenticate: ({ headers }) => whoIs(headers),
  }))
}
