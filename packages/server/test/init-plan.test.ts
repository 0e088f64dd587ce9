import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, vi } from 'vitest'
import { afterOf } from '../src/init/changes.ts'
import { makePlan } from '../src/init/plan.ts'
import { readHost } from '../src/init/read-host.ts'
import { copyHost, install, type HostCopy, type HostName } from './init-hosts.ts'
import { testOnce } from './test-once.ts'

afterEach(() => vi.unstubAllEnvs())

const manifestWith = (host: HostCopy, lists: Record<string, Record<string, string>>, without: string[] = []) => {
  const manifest = JSON.parse(host.read('package.json')) as Record<string, Record<string, string>>
  for (const [list, names] of Object.entries(lists)) manifest[list] = { ...manifest[list], ...names }
  for (const name of without) for (const list of ['dependencies', 'devDependencies']) delete manifest[list]?.[name]
  host.write('package.json', JSON.stringify(manifest))
}

/** What would be written in a host, by its paths, and what is said of it. */
function planIn(name: HostName, prepare?: (host: HostCopy) => void) {
  const host = copyHost(name, prepare)
  const plan = makePlan(readHost(host.root))
  const texts = new Map(plan.changes.map((change) => [change.path, afterOf(change)]))
  return { host, plan, texts, said: [...plan.byHand, ...plan.notes].join('\n') }
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
