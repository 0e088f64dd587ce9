import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface PostgresServer {
  url: string
  stop(): void
}

/** The folder of a PostgreSQL server's programs: Debian keeps one per version, others put them on the PATH. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')))
  if (!found && process.env['CI'] === 'true') throw new Error('CI must test on a PostgreSQL server: install postgresql')
  return found
}

/** A throw-away cluster that only a socket in its own folder reaches, so that no port can be taken already. */
export function startPostgres(programs: string): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'db-contract-'))
  const run = makeRunner(folder)
  const data = join(folder, 'data')
  const settings = [`unix_socket_directories=${folder}`, 'listen_addresses=', 'fsync=off', 'synchronous_commit=off']
  const options = settings.map((setting) => `-c ${setting}`).join(' ')
  try {
    run(join(programs, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
    run(join(programs, 'pg_ctl'), ['-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start'])
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url: `postgres://test@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: () => {
      run(join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root, so there it runs as the user that its package made. */
function makeRunner(folder: string): (program: string, parameters: string[]) => void {
  if (process.getuid?.() !== 0) {
    return (program, parameters) => void execFileSync(program, parameters, { stdio: 'pipe', cwd: folder })
  }
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  chownSync(folder, idOf('-u'), idOf('-g'))
  return (program, parameters) =>
    void execFileSync('runuser', ['-u', 'postgres', '--', program, ...parameters], { stdio: 'pipe', cwd: folder })
}
