import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import {
  type Authenticate,
  createInstagramDashboard,
  type Dashboard,
  readConfiguration,
} from '@instagram-dashboard/server'
import { whoIs } from './login.ts'

interface Kept {
  dashboard?: Promise<Dashboard>
  authenticate?: Authenticate
}
// One dashboard for the process, and the newest login: development loads this file anew after each change.
const kept = ((globalThis as { instagram?: Kept }).instagram ??= {})
kept.authenticate = ({ headers }) => whoIs(headers)

// `vite dev` reads .env for declared names alone, so we read ours: the environment stays as it is, and goes before.
const settings = () => ({
  ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}),
  ...process.env,
})

const open = async () =>
  createInstagramDashboard({
    ...readConfiguration(settings()),
    authenticate: (request) => kept.authenticate?.(request) ?? null,
  })

/** Made when it is first asked for, since a build has no database; after a failure the next request tries again. */
export function openDashboard(): Promise<Dashboard> {
  return (kept.dashboard ??= open().catch((error: unknown) => {
    delete kept.dashboard
    throw error
  }))
}
