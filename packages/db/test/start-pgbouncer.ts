import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect } from 'vitest'
import type { PostgresServer } from './start-postgres.ts'

/** PgBouncer's program: Debian keeps it where only root looks, others put it on the PATH. */
export function findPgBouncer(): string | undefined {
  const folders = ['/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)]
  const found = folders.map((folder) => join(folder, 'pgbouncer')).find((file) => existsSync(file))
  if (!found && process.env['CI'] === 'true') throw new Error('CI must test behind PgBouncer: install pgbouncer')
  return found
}

/**
 * PgBouncer before a server, as its own packages set it up but for the mode, on a socket beside that of the server.
 * @returns the URL of one of the server's databases through it
 */
export async function startPgBouncer(
  program: string,
  { folder }: PostgresServer,
  mode: 'session' | 'transaction',
): Promise<{ urlOf(database: string): string; stop(): Promise<void> }> {
  const port = mode === 'session' ? 6432 : 6433
  const file = join(folder, `pgbouncer-${mode}.ini`)
  const lines = [
    '[databases]',
    `* = host=${folder} user=test`,
    '[pgbouncer]',
    'listen_addr =',
    `listen_port = ${port}`,
    `unix_socket_dir = ${folder}`,
    'auth_type = any',
    `pool_mode = ${mode}`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  // Like the server itself it refuses to run as root.
  const isRoot = process.getuid?.() === 0
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const owner = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (owner.uid !== undefined) chownSync(file, owner.uid, owner.gid)
  const child = spawn(program, ['--quiet', file], { ...owner, stdio: 'ignore', cwd: folder })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await expect.poll(() => existsSync(join(folder, `.s.PGSQL.${port}`))).toBe(true)
  return {
    urlOf: (database) => `postgres://test@localhost:${port}/${database}?host=${encodeURIComponent(folder)}`,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
