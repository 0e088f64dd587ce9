import { hostname } from 'node:os'
import type { Database } from '@instagram-dashboard/db'
import type { Clock } from './clock/index.ts'
import type { Role } from './jobs/roles.ts'
import { createLog, type ClosableLog } from './log.ts'
import { readVersion } from './version.ts'

export interface ProcessLogOptions {
  level: string
  write: ((line: string) => void) | undefined
  role: Role
  clock: Clock
}

/** The log of this process: who it is stands on each line, and its start and its end are lines of it. */
export function openProcessLog({ level, write, role, clock }: ProcessLogOptions) {
  const base = { role, pid: process.pid, hostname: hostname(), version: readVersion() }
  const log: ClosableLog = createLog({ level, base, clock, ...(write ? { write } : {}) })
  const startedAt = clock.now().getTime()
  return {
    log,
    started({ dialect, migrations }: Pick<Database, 'dialect' | 'migrations'>, worksInBackground: boolean): void {
      const { current: schema, applied } = migrations
      const migrated = applied.join(',') || undefined
      log.info('process.started', { engine: dialect, schema, migrated, node: process.versions.node, worksInBackground })
    },
    /** @returns to be called at the end: the last line */
    stopping(): () => void {
      log.info('process.stopping')
      const stoppingAt = clock.now().getTime()
      return () => {
        const now = clock.now().getTime()
        const uptimeSeconds = Math.floor((now - startedAt) / 1000)
        log.info('process.stopped', { durationMs: now - stoppingAt, uptimeSeconds })
        log.close()
      }
    },
  }
}
