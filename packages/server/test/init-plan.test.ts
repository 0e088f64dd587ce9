import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, vi } from 'vitest'
import { afterOf } from '../src/init/changes.ts'
import { findPort } from '../src/init/find-port.ts'
import { makePlan } from '../src/init/plan.ts'
import { readHost } from '../src/init/read-host.ts'
import { copyHost, install, runIn, type HostCopy, type HostName } from './init-hosts.ts'
import { testOnce } from './test-once.ts'

afterEach(() => vi.unstubAllEnvs())

const manifestWith = (host: HostCopy, lists: Record<string, Record<string, string>>, without: string[] = []) => {
  const manifest = JSON.parse(host.read('package.json')) as Record<string, Record<string, string>>
  for (const [list, names] of Object.entries(lists)) manifest[list] = { ...manifest[list], ...names }
  for (const name of without) for (const list of ['dependencies', 'devDependencies']) delete manifest[list]?.[name]
  host.write('package.json', JSON.stringify(manifest))
}

/** What would be written in a host, by its paths, and what is said of it. */
function planIn(name: HostName, prepare?: (host: HostCopy) => void, environment: Record<string, string> = {}) {
  const host = copyHost(name, prepare)
  const read = readHost(host.root)
  const plan = makePlan(read, environment)
  const texts = new Map(plan.changes.map((change) => [change.path, afterOf(change)]))
  const port = findPort(read, plan.framework)
  return { host, plan, port, texts, said: [...plan.byHand, ...plan.notes].join('\n') }
}

const nextRoute = 'src/app/api/instagram/[...path]/route.ts'
const svelteRoute = 'src/routes/api/instagram/[...path]/+server.js'

testOnce(
  'a host without a login that is known signs a developer in while the sandbox is on, and nobody otherwise',
  () => {
    const withoutLogin = (host: HostCopy) => manifestWith(host, {}, ['next-auth', 'better-auth'])
    const nest = planIn('nest').texts.get('src/instagram.ts')
    const next = planIn('next', withoutLogin).texts.get(nextRoute)
    const svelte = planIn('sveltekit', withoutLogin).texts.get(svelteRoute)
    const only = (settings: string) =>
      `return ${settings}.INSTAGRAM_SANDBOX === 'true' ? { userId: 'developer' } : null`
    expect(nest).toContain(only('settings()'))
    expect(next).toContain(only('process.env').replaceAll("'", '"'))
    expect(svelte).toContain(only('env'))
    for (const text of [nest, next, svelte]) expect(text).not.toContain('NODE_ENV')
  },
)

testOnce('SvelteKit 3 has the declared settings alone, so there .env is read without changing the environment', () => {
  const later = planIn('sveltekit', (host) => manifestWith(host, { devDependencies: { '@sveltejs/kit': '^3.2.0' } }))
  expect(later.texts.get(svelteRoute)).toContain('...readConfiguration(settings()),')
  expect(later.texts.get(svelteRoute)).not.toMatch(/\$env|loadEnvFile/)
  expect(planIn('sveltekit').texts.get(svelteRoute)).toContain('...readConfiguration(env),')
})

testOnce('faults of opening are handed to the host, whose Express may be one that does not await', () => {
  for (const name of ['express', 'nest'] as const) {
    const text = planIn(name).texts.get('src/instagram.ts')
    expect(text).toMatch(/try \{[^]*await dashboard\(\)[^]*\} catch \(error\) \{[^]*next\(error\)/)
  }
})

testOnce('a route that is loaded anew asks the newest login, of the one dashboard that it keeps', async () => {
  for (const [name, value] of Object.entries({ INSTAGRAM_SANDBOX: 'true', INSTAGRAM_DATABASE_URL: 'file::memory:' }))
    vi.stubEnv(name, value)
  const { host, texts } = planIn('next', (next) => {
    manifestWith(next, {}, ['next-auth'])
    next.write('src/app/page.tsx', "import './a'\nimport './b'\n")
  })
  install(host, [])
  const text = texts.get(nextRoute) ?? ''
  const signedOut = text.replace(/return process\.env\.INSTAGRAM_SANDBOX.*/, 'return null')
  host.write('first.mts', signedOut)
  host.write('second.mts', text)
  interface Route {
    GET(request: Request): Promise<Response>
  }
  const load = (path: string) => import(pathToFileURL(join(host.root, path)).href) as Promise<Route>
  const ask = async ({ GET }: Route) =>
    (await GET(new Request('http://localhost/api/instagram/api/v1/social/instagram/status'))).status
  const first = await load('first.mts')
  expect(await ask(first)).toBe(401)
  const { instagram } = globalThis as { instagram?: { dashboard?: Promise<{ close(): Promise<void> }> } }
  const opened = instagram?.dashboard
  const second = await load('second.mts')
  expect([await ask(second), await ask(first)]).toEqual([200, 200])
  expect(instagram?.dashboard).toBe(opened)
  await (await opened)?.close()
})

testOnce('an app of Meta that is named anywhere keeps the sandbox off', () => {
  for (const path of ['.env', '.env.local', '.env.development', '.env.development.local']) {
    const { plan, texts, said } = planIn('next', ({ write }) => write(path, 'INSTAGRAM_APP_ID=123\n'))
    expect(plan.isSandbox).toBe(false)
    expect(texts.has('.env')).toBe(false)
    expect(said).toContain(`${path} names an app of Meta already`)
  }
  const { plan, texts, said } = planIn('next', undefined, { INSTAGRAM_APP_ID: '123' })
  expect([plan.isSandbox, texts.has('.env')]).toEqual([false, false])
  expect(said).toContain('the environment names an app of Meta already')
})

testOnce('what the doctor can not read is said, and the address and the way back all the same', async () => {
  const host = copyHost('express', ({ write }) => write('.env', 'INSTAGRAM_DATABASE_URL=nonsense://\n'))
  const [ran] = await runIn([{ root: host.root, argv: ['init'] }])
  expect(ran).toMatchObject({ code: 1 })
  expect(ran?.output).toContain('The doctor could not look at it:')
  expect(ran?.output).toMatch(/http:\/\/localhost:4000\/instagram[^]*init --undo/)
})

testOnce("the port is what the app says, and never a database's", () => {
  const database = 'export const pool = { port: 5432 }\nserver.listen(5432)\n'
  const withDatabase = (host: HostCopy) => host.write('src/a-database.ts', database)
  const script = (name: string, line: string) => (host: HostCopy) => manifestWith(host, { scripts: { [name]: line } })
  expect(planIn('express', withDatabase).port).toBe(4000)
  expect(planIn('nest', withDatabase).port).toBe(4003)
  expect(planIn('next', withDatabase).port).toBe(3000)
  expect(planIn('express', ({ write }) => write('.env', 'PORT=4100\n')).port).toBe(4100)
  expect(planIn('next', script('dev', 'next dev -p 3001')).port).toBe(3001)
  expect(planIn('sveltekit', script('dev', 'vite dev --port=5200')).port).toBe(5200)
  expect(planIn('next', script('database', 'docker run -p 5432:5432 postgres')).port).toBe(3000)
  const named =
    "import express from 'express'\nconst port = process.env.PORT ?? 8080\nconst app = express()\napp.listen(port)\n"
  expect(planIn('express', ({ write }) => write('src/index.ts', named)).port).toBe(8080)
})

testOnce('Auth.js signs in by the id alone, and its note says who sets that', () => {
  const { texts, said } = planIn('next')
  expect(texts.get(nextRoute)).toContain('const userId = session?.user?.id;')
  expect(said).toContain('the `session` callback')
  const older = planIn('next', ({ write }) => write('src/lib/auth.ts', 'export const authOptions = {}\n'))
  expect(older.texts.get(nextRoute)).toContain('(session?.user as { id?: string } | undefined)?.id')
  for (const text of [texts.get(nextRoute), older.texts.get(nextRoute)]) expect(text).not.toContain('email')
})

testOnce('SvelteKit leaves slashes to the dashboard, and what it refuses of Meta is said', () => {
  const { texts, said } = planIn('sveltekit')
  expect(texts.get(svelteRoute)).toContain("export const trailingSlash = 'ignore'")
  expect(said).toContain("csrf: { trustedOrigins: ['*'] }")
})

testOnce('the framework is what the host depends on and has an app of', () => {
  const developedWith = (host: HostCopy) => manifestWith(host, { devDependencies: { fastify: '5', next: '16' } })
  expect(planIn('express', developedWith).plan.framework).toBe('express')
  const unused = (host: HostCopy) => manifestWith(host, { dependencies: { fastify: '5', next: '16' } })
  expect(planIn('express', unused).plan.framework).toBe('express')
})

testOnce('the main app is the one that listens, or that the others are mounted in', () => {
  const routes = "import { Hono } from 'hono'\nconst app = new Hono()\nexport default app\n"
  const listening = planIn('hono', ({ write }) => write('src/routes.ts', routes))
  expect(listening.texts.get('src/server.ts')).toContain("app.all('/instagram/*', instagram)")
  const main = `${routes.replace("hono'\n", "hono'\nimport users from './users.ts'\n")}app.route('/users', users)\n`
  const exported = planIn('hono', ({ write }) => {
    write('src/users.ts', routes)
    write('src/server.ts', main)
  })
  expect(exported.texts.get('src/server.ts')).toContain("app.all('/instagram/*', instagram)")
})

testOnce('a package that the login takes is to be installed with ours', () => {
  const { said } = planIn('hono', (host) =>
    manifestWith(host, { dependencies: { '@hono/clerk-auth': '*' } }, ['@clerk/backend']),
  )
  expect(said).toContain('npm install @clerk/backend')
})

testOnce('a dry run shows no value of the example either', async () => {
  const host = copyHost('hono', ({ write }) => write('.env.example', 'API_KEY=not-to-be-shown\n'))
  const [ran] = await runIn([{ root: host.root, argv: ['init', '--dry-run'] }])
  expect(ran?.output).toContain('+++ b/.env.example')
  expect(ran?.output).not.toContain('not-to-be-shown')
})

testOnce(
  'Next gets a page where it has a layout, else its text; groups are no part of a path, and the base is before it',
  () => {
    const page = 'src/app/instagram/page.tsx'
    const grouped = planIn('next', ({ root, write }) => {
      renameSync(join(root, 'src/app/layout.tsx'), join(root, 'src/lib/layout.tsx'))
      write('src/app/(site)/layout.tsx', 'export default function Layout() {}\n')
    })
    expect(grouped.texts.has(page)).toBe(false)
    expect(grouped.said).toContain('<InstagramDashboard />')
    const taken = planIn('next', ({ write }) => write('src/app/(site)/instagram/page.tsx', 'export default null\n'))
    expect(taken.plan.mountPath).toBe('/api/instagram-dashboard')
    const based = planIn('next', ({ write }) => write('next.config.ts', "export default { basePath: '/shop' }\n"))
    expect(based.texts.get(page)).toContain('"/shop/api/instagram/trpc"')
    expect(based.said).toContain('opens at the first request')
    expect(based.texts.get(nextRoute)).toContain('.fetch(request);')
    expect(based.plan.pagePath).toBe('/shop/instagram')
    const unsure = planIn('next', ({ write }) =>
      write('next.config.ts', 'export default { basePath: process.env.BASE }\n'),
    )
    expect(unsure.said).toContain('a path before all others')
    const svelte = planIn('sveltekit', ({ write }) =>
      write('svelte.config.js', "export default { kit: { paths: { base: '/club' } } }\n"),
    )
    expect(svelte.texts.get('src/routes/instagram/+page.svelte')).toContain('url="/club/api/instagram/trpc"')
  },
)
