import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { findPostgres } from '../../db/test/start-postgres.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'
import { startCluster } from './start-cluster.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const program = join(root, 'packages', 'server', 'dist', 'standalone.js')
const documents = [
  'README.md',
  'docs/configuration.md',
  'docs/deploying.md',
  'docs/events.md',
  'docs/operations.md',
  'docs/privacy.md',
  'docs/setup.md',
  'docs/setup.pt-BR.md',
  'docs/upgrading.md',
]
const ours = /^(?:npm run cli --|(?:npx )?instagram-dashboard|node (?:packages\/)?server\/dist\/standalone\.js)(?= |$)/
/** Not the product's, or about other machines; the first three are what other tests are about. */
const leftOut =
  /^(npm start|npm test|npm run build|curl |node scripts\/|docker |kubectl |systemctl |sudo |git clone |cd )/
const postgres = findPostgres()
const longestMs = 60_000

interface Line {
  document: string
  command: string
}

/** The commands that a document shows, without what is said about them. */
function commandsOf(document: string): Line[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/(^| +)# .*$/, '').trim())
      .filter((command) => command !== '')
      .map((command) => ({ document, command })),
  )
}

let commands: Line[] = []
beforeAll(() => {
  commands = documents.flatMap(commandsOf)
})

/** Runs a line in a shell. One that serves is told to end once it is ready. @returns its exit code and what it said */
async function run(command: string, { cwd, env }: { cwd: string; env: Record<string, string> }) {
  const serves = / (serve|sandbox)\b/.test(command)
  const child = spawn('sh', ['-c', serves ? `exec ${command}` : command], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = setTimeout(() => child.kill('SIGKILL'), longestMs)
  let output = ''
  let isTold = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (serves && output.includes('ready\n') && !isTold) isTold = child.kill('SIGTERM')
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(ended)
  return { code, output }
}

const environmentOf = ({ options }: Backend): Record<string, string> => ({
  INSTAGRAM_APP_ID: options.instagramAppId,
  INSTAGRAM_APP_SECRET: options.instagramAppSecret,
  INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
  INSTAGRAM_AUTHORIZE_URL: options.instagramAuthorizeUrl ?? '',
  INSTAGRAM_OAUTH_BASE_URL: options.instagramOauthBaseUrl ?? '',
  INSTAGRAM_GRAPH_BASE_URL: options.instagramGraphBaseUrl ?? '',
  INSTAGRAM_CALLS_PER_HOUR: '100000',
  AUTH_JWT_SECRET: options.authJwtSecret ?? '',
  PUBLIC_URL: 'https://app.example/instagram',
  PORT: '0',
})

test('every command that a document shows for operators is one that is run here, or is named as left out', () => {
  const unknown = commands.filter(
    ({ command }) =>
      !ours.test(command) && !leftOut.test(command) && !/^(openssl|echo|pg_dump|pg_restore) /.test(command),
  )
  expect(unknown).toEqual([])
  expect(commands.filter(({ command }) => ours.test(command)).length).toBeGreaterThan(20)
})

test('the commands of the documents do what they are shown for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-documents-'))
  const backend = await startBackend({
    folder,
    // The doctor compares this machine's clock with Instagram's, minutes after the test began.
    clock: { ...makeClock(), now: () => new Date() },
    dashboard: { databaseUrl: `file:${join(folder, 'data', 'instagram-dashboard.db')}`, syncCron: 'off' },
  })
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  await backend.dashboard.close()
  const cluster = startCluster()
  onTestFinished(() => cluster?.stop())
  const moved = (await cluster?.createDatabase()) ?? ''
  const another = (await cluster?.createDatabase()) ?? ''
  const compiled = mkdtempSync(join(tmpdir(), 'instagram-dashboard-compiled-'))
  onTestFinished(() => rmSync(compiled, { recursive: true, force: true }))
  const environment: Record<string, string> = {
    ...environmentOf(backend),
    PATH: [postgres, process.env['PATH']].join(delimiter),
    DATABASE_URL: 'file:./data/instagram-dashboard.db',
    // Thirty processes load the same program.
    NODE_COMPILE_CACHE: compiled,
  }

  const failed: object[] = []
  const done = new Set<string>()
  for (const document of documents) {
    // Where an operator stands: the folder around the data.
    const cwd = join(folder, document.replace('/', '-'))
    mkdirSync(cwd)
    symlinkSync(join(folder, 'data'), join(cwd, 'data'))
    for (const { command } of commandsOf(document)) {
      if (leftOut.test(command)) continue
      const isPostgres = /postgres:\/\/|^pg_/.test(command)
      if (isPostgres && !postgres) continue
      const line = command
        .replace(ours, `"${process.execPath}" "${program}"`)
        .replaceAll(/<id>|\bID\b/g, account.id)
        .replace('postgres://user@host/database', moved)
      // What several documents show does the same each time.
      if (done.has(line)) continue
      done.add(line)
      const env = command.startsWith('pg_') ? { DATABASE_URL: moved, ANOTHER_DATABASE_URL: another } : {}
      const { code, output } = await run(line, { cwd, env: { ...environment, ...env } })
      if (code !== 0) failed.push({ document, command, code, output })
    }
  }
  expect(failed).toEqual([])
}, 240_000)
