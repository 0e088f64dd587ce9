import type { Framework } from './find-app.ts'
import type { Host } from './read-host.ts'
import { bindingsOf, child, children, nameOf, nodesIn, parseSource, type Node } from './syntax.ts'

/** How the host knows who is signed in, as code. */
export interface Login {
  name: 'better-auth' | 'Auth.js' | 'Clerk' | 'own'
  /** Names to be imported: of a package, or of a source of the host's. */
  imports: readonly { names: string; module?: string; path?: string }[]
  /** Before everything else of the file. @param environment how the file names the settings */
  before?(environment: string): string
  /** The function `authenticate`, with `¶` where some put a semicolon; typed where TypeScript needs that. */
  authenticate(options: { isTyped: boolean; environment: string }): string
  /** What the developer has to look at. */
  note?: string
}

/** Finds the host's login by what it depends on and by the source that sets it up. */
export function findLogin(host: Host, framework: Framework): Login {
  const found = findBetterAuth(host) ?? findAuthJs(host, framework) ?? findClerk(host, framework)
  return found ?? own(host.uses('better-auth') || usesAuthJs(host) ? 'its source was not found' : null)
}

function own(reason: string | null): Login {
  return {
    name: 'own',
    imports: [],
    authenticate: ({ environment }) => `async () => {
  // Here your login says who has sent this: take { headers }. It returns { userId }, or null for nobody.
  // Until then the sandbox has one user, and the real Instagram has none.
  return ${environment}.INSTAGRAM_SANDBOX === 'true' ? { userId: 'developer' } : null¶
}`,
    note: `say in \`authenticate\` who is signed in${reason === null ? '' : ` (${reason})`}; until then the sandbox has one user, and the real Instagram nobody`,
  }
}

/** The source with an exported constant that a function has made, as `export const auth = betterAuth(…)`. */
function findMade(host: Host, makers: readonly { module: string; imported: readonly string[] }[]) {
  for (const path of host.sources) {
    const text = host.read(path)
    if (!makers.some(({ module }) => text.includes(module))) continue
    const statements = parseSource(text, path) ?? []
    const bindings = bindingsOf(statements)
    const isMaker = (node: Node | null) =>
      bindings.some(
        ({ local, module, imported }) =>
          local === nameOf(node) && makers.some((one) => one.module === module && one.imported.includes(imported)),
      )
    for (const statement of statements) {
      if (statement.type !== 'ExportNamedDeclaration') continue
      for (const declarator of children(child(statement, 'declaration'), 'declarations')) {
        const init = child(declarator, 'init')
        const call = init === null ? undefined : [...nodesIn(init)].find(({ type }) => type === 'CallExpression')
        const id = child(declarator, 'id')
        if (!isMaker(child(call, 'callee')) || id === null) continue
        const names =
          id.type === 'Identifier' ? [nameOf(id)] : children(id, 'properties').map((one) => nameOf(child(one, 'value')))
        return { path, names: names.filter((name) => name !== null) }
      }
    }
  }
  return null
}

function findBetterAuth(host: Host): Login | null {
  if (!host.uses('better-auth')) return null
  const made = findMade(host, [
    { module: 'better-auth', imported: ['betterAuth'] },
    { module: 'better-auth/minimal', imported: ['betterAuth'] },
  ])
  const [auth] = made?.names ?? []
  if (made === null || auth === undefined) return null
  return {
    name: 'better-auth',
    imports: [{ names: auth, path: made.path }],
    authenticate: () => `async ({ headers }) => {
  const session = await ${auth}.api.getSession({ headers })¶
  return session && { userId: session.user.id }¶
}`,
  }
}

const usesAuthJs = (host: Host) =>
  ['next-auth', '@auth/express', '@auth/sveltekit', '@hono/auth-js', '@auth/core'].some((name) => host.uses(name))

/** Never by the address of e-mail: whoever gets one that was somebody's would get their account. */
const authJsNote =
  'Auth.js says `session.user.id` where the `session` callback of its settings sets it: see that yours does, until then nobody is signed in'

const bySession = (session: string, userId = 'session?.user?.id') => `async () => {
  const session = await ${session}¶
  const userId = ${userId}¶
  return userId ? { userId } : null¶
}`

function findAuthJs(host: Host, framework: Framework): Login | null {
  const common = { name: 'Auth.js', note: authJsNote } as const
  if (framework === 'next' && host.uses('next-auth')) {
    const made = findMade(host, [{ module: 'next-auth', imported: ['default'] }])
    if (made?.names.includes('auth')) {
      return { ...common, imports: [{ names: 'auth', path: made.path }], authenticate: () => bySession('auth()') }
    }
    const options = findExport(host, 'authOptions')
    if (options === null) return null
    return {
      ...common,
      imports: [
        { names: 'getServerSession', module: 'next-auth' },
        { names: 'authOptions', path: options },
      ],
      authenticate: ({ isTyped }) =>
        // Its type has no id, whatever the callback sets.
        bySession(
          'getServerSession(authOptions)',
          isTyped ? '(session?.user as { id?: string } | undefined)?.id' : undefined,
        ),
    }
  }
  if (framework === 'sveltekit' && host.uses('@auth/sveltekit')) {
    return {
      ...common,
      imports: [{ names: 'getRequestEvent', module: '$app/server' }],
      authenticate: () => bySession('getRequestEvent().locals.auth()'),
    }
  }
  const config = framework === 'express' && host.uses('@auth/express') ? findExport(host, 'authConfig') : null
  if (config === null) return null
  return {
    ...common,
    imports: [
      { names: 'getSession', module: '@auth/express' },
      { names: 'authConfig', path: config },
    ],
    authenticate: ({ isTyped }) =>
      bySession(`getSession(native${isTyped ? ' as Parameters<typeof getSession>[0]' : ''}, authConfig)`).replace(
        'async ()',
        'async ({ native })',
      ),
  }
}

/** The source that exports a constant of this name. */
function findExport(host: Host, name: string): string | null {
  const exported = new RegExp(`export const ${name}\\b|exports\\.${name} *=`)
  return host.sources.find((path) => exported.test(host.read(path))) ?? null
}

function findClerk(host: Host, framework: Framework): Login | null {
  if (framework === 'next' && host.uses('@clerk/nextjs')) {
    return {
      name: 'Clerk',
      imports: [{ names: 'auth', module: '@clerk/nextjs/server' }],
      authenticate: () => `async () => {
  const { userId } = await auth()¶
  return userId ? { userId } : null¶
}`,
      note: "Clerk's middleware has to run for these paths too: its usual matcher includes them",
    }
  }
  const made = ['@clerk/express', '@clerk/fastify', 'svelte-clerk'].find((name) => host.uses(name))
  const isBackend = made === undefined && ['@clerk/backend', '@hono/clerk-auth'].some((name) => host.uses(name))
  if (made === undefined && !isBackend) return null
  const module = made === 'svelte-clerk' ? 'svelte-clerk/server' : made
  return {
    name: 'Clerk',
    imports: [
      module === undefined
        ? { names: 'createClerkClient', module: '@clerk/backend' }
        : { names: 'clerkClient', module },
    ],
    ...(isBackend
      ? {
          before: (environment: string) => `const clerkClient = createClerkClient({
  secretKey: ${environment}.CLERK_SECRET_KEY,
  publishableKey: ${environment}.CLERK_PUBLISHABLE_KEY,
})¶`,
        }
      : {}),
    authenticate: () => `async ({ url, headers }) => {
  const state = await clerkClient.authenticateRequest(new Request(url, { headers }))¶
  const userId = state.toAuth()?.userId¶
  return userId ? { userId } : null¶
}`,
  }
}
