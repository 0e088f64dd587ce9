import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect } from 'vitest'
import { copyHost, filesOf, hostNames, install, runIn, type HostCopy, type HostName } from './init-hosts.ts'
import type { RanCommand } from './run-commands.ts'
import { journey } from './sandbox-journey.ts'
import { testOnce } from './test-once.ts'

const run = promisify(execFile)
const canary = 'canary-of-the-host'
const crlf = (text: string) => text.replaceAll('\n', '\r\n')

/** What the fixtures can not have: line ends that git changes, and a file that git leaves out. */
const prepare: Partial<Record<HostName, (host: HostCopy) => void>> = {
  fastify: ({ write }) => write('.env', `PORT=4001\nSESSION_SECRET=${canary}`),
  nest({ read, write }) {
    for (const path of ['src/main.ts', '.gitignore']) write(path, crlf(read(path)))
  },
}

interface Story {
  host: HostCopy
  before: Record<string, string>
  after: Record<string, string>
  statusBefore: string
  statusAfter: string
  dry: RanCommand
  first: RanCommand
  second: RanCommand
  undone: RanCommand
}

const stories = new Map<HostName, Story>()
const storyOf = (name: HostName): Story => {
  const story = stories.get(name)
  if (story === undefined) throw new Error(`nothing ran in ${name}`)
  return story
}
const textAfter = (name: HostName, path: string) => Buffer.from(storyOf(name).after[path] ?? '', 'base64').toString()

/** Hosts that are looked at as init has left them, with packages beside them. */
const installed = new Map<HostName, HostCopy>()

const stub = (name: string, types: string, code: string) => ({
  [`${name}/package.json`]: JSON.stringify({
    name,
    type: 'module',
    exports: { types: './index.d.ts', default: './index.js' },
  }),
  [`${name}/index.d.ts`]: types,
  [`${name}/index.js`]: code,
})
/** Logins of others, as small as their types and answers that count. */
const logins = {
  ...stub(
    'better-auth',
    `export declare function betterAuth(options: object): {
      api: { getSession(input: { headers: Headers }): Promise<{ user: { id: string; email: string } } | null> }
    }`,
    `export const betterAuth = () => ({ api: { getSession: async () => ({ user: { id: 'ana' } }) } })`,
  ),
  ...stub(
    '@clerk/backend',
    `export declare function createClerkClient(options: { secretKey?: string; publishableKey?: string }): {
      authenticateRequest(request: Request): Promise<{ toAuth(): { userId: string | null } | null }>
    }`,
    `export const createClerkClient = () => ({ authenticateRequest: async () => ({ toAuth: () => ({ userId: 'ana' }) }) })`,
  ),
  ...stub(
    'next-auth',
    `declare function NextAuth(options: object): {
      handlers: object
      auth(): Promise<{ user?: { id?: string; email?: string | null } } | null>
      signIn(): Promise<void>
      signOut(): Promise<void>
    }
    export default NextAuth`,
    'export default () => ({})',
  ),
}

beforeAll(async () => {
  const hosts = hostNames.map((name) => ({ name, host: copyHost(name, prepare[name]) }))
  const before = hosts.map(({ host }) => ({ files: filesOf(host.root), status: host.status() }))
  for (const name of ['express', 'fastify', 'hono', 'nest', 'next'] as const) {
    const host = copyHost(name, prepare[name])
    const types = [
      '@types/node',
      '@types/react',
      '@types/express',
      '@nestjs/common',
      '@nestjs/core',
      'reflect-metadata',
      'rxjs',
    ]
    install(host, ['express', 'fastify', 'hono', '@hono/node-server', ...types], logins)
    installed.set(name, host)
  }
  const commands = ['--dry-run', null, null].map((word) => ['init', ...(word === null ? [] : [word])])
  const ran = await runIn([
    ...hosts.flatMap(({ host: { root } }) => commands.map((argv) => ({ root, argv }))),
    ...[...installed.values()].map(({ root }) => ({ root, argv: ['init'] })),
  ])
  const after = hosts.map(({ host }) => filesOf(host.root))
  const undone = await runIn(hosts.map(({ host: { root } }) => ({ root, argv: ['init', '--undo'] })))
  for (const [index, { name, host }] of hosts.entries()) {
    const [dry, first, second] = ran.slice(index * 3)
    const [last, then] = [undone[index], before[index]]
    if (!dry || !first || !second || !last || !then) throw new Error(`not everything ran in ${name}`)
    const statuses = { statusBefore: then.status, statusAfter: host.status() }
    stories.set(name, {
      host,
      before: then.files,
      after: after[index] ?? {},
      ...statuses,
      dry,
      first,
      second,
      undone: last,
    })
  }
}, 120_000)

const meant: Record<HostName, { found: string; changed: Record<string, string[]>; made: string[]; seen: string }> = {
  express: {
    found: 'Express, better-auth',
    changed: {
      'src/index.ts': [
        "import { auth } from './auth.ts'\nimport { instagram } from './instagram.ts'\n",
        "const app = express() // behind one proxy\napp.use('/instagram', instagram)\napp.set(",
      ],
      '.gitignore': ['node_modules\n\n.env\n/data/instagram-dashboard.*\n'],
    },
    made: ['.env', '.env.example', 'src/instagram.ts'],
    seen: 'http://localhost:4000/instagram/healthz',
  },
  fastify: {
    found: 'Fastify, a login of your own',
    changed: {
      'server.js': [
        'const { version } = require("./version");\nconst { instagram } = require("./instagram");\n',
        '\tconst app = fastify({ logger: false });\n\tapp.register(instagram);\n',
      ],
      '.env': [`PORT=4001\nSESSION_SECRET=${canary}\n\n# Instagram Dashboard`, 'INSTAGRAM_SANDBOX=true\n'],
      '.gitignore': ['.env\n\n/data/instagram-dashboard.*\n'],
    },
    made: ['.env.example', 'instagram.js'],
    seen: 'http://localhost:4001/instagram/healthz',
  },
  hono: {
    found: 'Hono, Clerk',
    changed: {
      'src/server.ts': ["basePath('/v1')\napp.all('/instagram/*', instagram)\n"],
      '.env.example': ['GREETING=hello\n\n# Instagram Dashboard'],
      '.gitignore': ['/data/instagram-dashboard.*\n'],
    },
    made: ['.env', 'src/instagram.ts'],
    seen: 'http://localhost:4002/v1/instagram/healthz',
  },
  nest: {
    found: 'Nest, a login of your own',
    changed: {
      'src/main.ts': [
        "import { AppModule } from './app.module';\r\nimport { instagram } from './instagram';\r\n",
        "  app.use('/instagram', instagram);\r\n",
      ],
      '.gitignore': ['/dist\r\n\r\n.env\r\n/data/instagram-dashboard.*\r\n'],
    },
    made: ['.env', '.env.example', 'src/instagram.ts'],
    seen: 'http://localhost:4003/instagram/healthz',
  },
  next: {
    found: 'Next, Auth.js',
    changed: { '.gitignore': ['.env*\n\n/data/instagram-dashboard.*\n'] },
    made: ['.env', '.env.example', 'src/app/api/instagram/[...path]/route.ts', 'src/app/instagram/page.tsx'],
    seen: 'http://localhost:3000/instagram',
  },
  sveltekit: {
    found: 'SvelteKit, better-auth',
    changed: { '.gitignore': ['/data/instagram-dashboard.*\n'] },
    made: [
      '.env',
      '.env.example',
      'src/routes/api/instagram/[...path]/+server.js',
      'src/routes/instagram/+page.svelte',
    ],
    seen: 'http://localhost:5173/instagram',
  },
}

testOnce.each(hostNames)('%s: the mount, the page and the settings are written as the host writes', (name) => {
  const { found, changed, made, seen } = meant[name]
  const { first, before, after } = storyOf(name)
  expect(first).toMatchObject({ code: 0 })
  expect(first.output.split('\n')[0]).toBe(found)
  expect(first.output).toContain(seen)
  const differing = Object.keys(after).filter((path) => after[path] !== before[path])
  expect(differing.toSorted()).toEqual([...Object.keys(changed), ...made, '.instagram-dashboard/init.json'].toSorted())
  for (const [path, parts] of Object.entries(changed)) {
    for (const part of parts) expect(textAfter(name, path)).toContain(part)
  }
})

testOnce('new files have the line ends, quotes, semicolons and steps of the host', () => {
  expect(textAfter('nest', 'src/instagram.ts').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(textAfter('fastify', 'instagram.js')).toMatch(
    /^const \{ existsSync, readFileSync \} = require\("node:fs"\);\n/,
  )
  expect(textAfter('fastify', 'instagram.js')).toContain('\n\t...process.env,\n')
  expect(textAfter('sveltekit', 'src/routes/api/instagram/[...path]/+server.js')).toContain(
    "import { auth } from '$lib/server/auth'\n",
  )
})

testOnce.each(hostNames)('%s: a dry run shows what would be written, and no value of .env', (name) => {
  const { dry, first } = storyOf(name)
  expect(dry.output).toContain('+INSTAGRAM_SANDBOX=true')
  expect(dry.output).toMatch(/^Nothing was written\.$/m)
  for (const path of meant[name].made) expect(dry.output).toContain(`--- /dev/null\n+++ b/${path}\n`)
  expect(first.output).toMatch(/^ {2}made/m)
  expect(dry.output + first.output).not.toContain(canary)
})

testOnce.each(hostNames)('%s: a second run writes nothing', (name) => {
  expect(storyOf(name).second).toMatchObject({ code: 0, output: expect.stringContaining('Nothing was written') })
})

testOnce.each(hostNames)('%s: --undo restores every byte, and git sees nothing', (name) => {
  const { host, before, undone, statusBefore, statusAfter } = storyOf(name)
  expect(undone.code).toBe(0)
  expect(filesOf(host.root)).toEqual(before)
  expect(statusAfter).toBe(statusBefore)
})

testOnce('the doctor has looked at it', () => {
  expect(storyOf('express').first.output).toMatch(/^The doctor:$[^]*INSTAGRAM_SANDBOX is on[^]* 0 fail$/m)
})

testOnce(
  'what is written has true types',
  async () => {
    const tsc = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'tsc')
    const roots = (['express', 'hono', 'nest', 'next'] as const).map((name) => installed.get(name)?.root)
    const check = (cwd: string | undefined) =>
      run(tsc, ['-p', '.'], { cwd }).catch((error: { stdout: string }) => error)
    expect((await Promise.all(roots.map(check))).map(({ stdout }) => stdout)).toEqual(['', '', '', ''])
  },
  60_000,
)

const children: ChildProcess[] = []
function endHosts(): void {
  for (const child of children) child.kill('SIGKILL')
}
afterAll(endHosts)

/** What hosts have said of faults, by their names. */
const complaints = new Map<HostName, string>()

async function startHost(name: HostName, entry: string): Promise<string> {
  const { root } = installed.get(name) ?? {}
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', entry], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let printed = ''
  child.stderr.on('data', (chunk) => complaints.set(name, `${complaints.get(name) ?? ''}${String(chunk)}`))
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += String(chunk)
      const port = /port"?: ?(\d+)/.exec(printed)?.[1]
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`)
    })
    child.once('exit', () => reject(new Error(`${name} has ended: ${printed}${complaints.get(name) ?? ''}`)))
  })
}

async function connectAt(mountUrl: string): Promise<void> {
  expect(await (await fetch(`${mountUrl}/healthz`)).json()).toEqual({ status: 'ok' })
  expect(await journey(fetch, mountUrl)).toEqual({ returnedTo: `${mountUrl}/return` })
  const known = async () => {
    const answer = await fetch(`${mountUrl}/api/v1/social/instagram/metrics/timeline?metrics=reach`)
    const { series } = (await answer.json()) as { series: { reach: (number | null)[] } }
    return series.reach.filter((number) => number !== null).length
  }
  while ((await known()) < 20) await pause(100)
}

const starts = [
  ['express', 'src/index.ts', '/instagram'],
  ['fastify', 'server.js', '/instagram'],
  ['hono', 'src/server.ts', '/v1/instagram'],
] as const

testOnce(
  'Express, Fastify and Hono outlive a dashboard that can not open, and an account is connected there when it can',
  async () => {
    const roots = starts.map(([name]) => installed.get(name)?.root ?? '')
    // A file where the folder of the database has to be.
    for (const root of roots) writeFileSync(join(root, 'data'), '')
    const urls = await Promise.all(starts.map(async ([name, entry]) => startHost(name, entry)))
    const mounts = urls.map((url, index) => `${url}${starts[index]?.[2]}`)
    const refused = await Promise.all(mounts.map(async (mount) => (await fetch(`${mount}/healthz`)).status))
    expect(refused).toEqual([500, 500, 500])
    for (const [name] of starts) expect(complaints.get(name)).toContain('The Instagram dashboard does not open')
    for (const root of roots) rmSync(join(root, 'data'))
    await Promise.all(mounts.map(connectAt))
    const { settings } = (await (await fetch(`${urls[1]}/`)).json()) as { settings: string[] }
    expect(settings.filter((name) => /SESSION_SECRET|INSTAGRAM/.test(name))).toEqual([])
    endHosts()
  },
  60_000,
)

testOnce('the dashboard opens without any request, so that accounts are read at night', async () => {
  const root = installed.get('express')?.root ?? ''
  rmSync(join(root, 'data'), { recursive: true, force: true })
  await startHost('express', 'src/index.ts')
  while (!existsSync(join(root, 'data/instagram-dashboard.sandbox.db'))) await pause(20)
  endHosts()
})
