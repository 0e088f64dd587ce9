import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface PostgresServer {
  url: string
  /** Only the server's own user and this process may write here. */
  folder: string
  /** Ends it as a power cut would, and starts it again. */
  restart(): void
  /** The first half of that alone, and the second. */
  crash(): void
  start(): void
  /** Ends it as an operator does, who sends everybody away. */
  shutDown(): void
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

/**
 * A throw-away cluster that only a socket in its own folder reaches, so that no port can be taken already. Words are
 * in the order of a language, as in most installations, and not in that of their bytes, which SQLite has.
 * @param settings more of `postgresql.conf`, such as `port=5433`
 */
export function startPostgres(programs: string, settings: readonly string[] = []): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'db-contract-'))
  const run = makeRunner(folder)
  const data = join(folder, 'data')
  const ours = ['listen_addresses=', 'max_connections=400', 'fsync=off', 'synchronous_commit=off', ...settings]
  const options = [`unix_socket_directories=${folder}`, ...ours].map((setting) => `-c ${setting}`).join(' ')
  const control = (...words: string[]) => run(join(programs, 'pg_ctl'), ['-D', data, '-w', ...words])
  const start = () => control('-l', join(folder, 'log'), '-o', options, 'start')
  const crash = () => control('-m', 'immediate', 'stop')
  try {
    const made = process.env[madeCluster]
    if (made === undefined) initialize(run, programs, data)
    else run('cp', ['-a', made, data])
    start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url: `postgres://test@localhost/postgres?host=${encodeURIComponent(folder)}`,
    folder,
    restart: () => {
      crash()
      start()
    },
    crash,
    start,
    shutDown: () => control('-m', 'fast', 'stop'),
    stop: () => {
      crash()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const madeCluster = 'TEST_POSTGRES_CLUSTER'

/** Makes the files of a cluster once, for all the servers of a run: `initdb` takes longer than a server does to start. */
export function makeCluster(): () => void {
  const programs = findPostgres()
  if (programs === undefined || process.env[madeCluster] !== undefined) return () => undefined
  const folder = mkdtempSync(join(tmpdir(), 'made-cluster-'))
  const data = join(folder, 'data')
  initialize(makeRunner(folder), programs, data)
  // Workers are started with it.
  process.env[madeCluster] = data
  return () => {
    delete process.env[madeCluster]
    rmSync(folder, { recursive: true, force: true })
  }
}

function initialize(run: ReturnType<typeof makeRunner>, programs: string, data: string): void {
  const order = ['--locale-provider=icu', '--icu-locale=pt-BR']
  run(join(programs, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', ...order, '--no-sync'])
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
