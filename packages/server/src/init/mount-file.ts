import type { ServerFramework } from './find-app.ts'
import type { Login } from './find-login.ts'

export interface MountOptions {
  login: Login
  isTyped: boolean
  isCommonJs: boolean
  mountPath: string
  /** `env` of SvelteKit 2 has all settings, later ones have those that the host declares. */
  hasOwnEnvironment?: boolean
  /** The host has, or may have, a path before all others: the dashboard then tells from each request where it is. */
  hasBase?: boolean
  /** How the file names a source of the host's. */
  nameSource(path: string): string
}

const server = '@instagram-dashboard/server'

/** The file of its own that makes the dashboard and hands requests over; `¶` is where some put a semicolon. */
export function mountFile(framework: ServerFramework, options: MountOptions): string {
  const { isTyped, isCommonJs, login } = options
  const take = (names: string, module: string) =>
    isCommonJs ? `const { ${names} } = require('${module}')¶` : `import { ${names} } from '${module}'¶`
  const takeType = (names: string, module: string) => (isTyped ? `import type { ${names} } from '${module}'¶` : null)
  const { types, code } = handOvers[framework](options)
  const exported = isCommonJs ? '' : 'export '
  const lines = [
    take('existsSync, readFileSync', 'node:fs'),
    types === null ? null : takeType(...types),
    take('parseEnv', 'node:util'),
    ...serverImports(options, take),
    ...loginImports(options).map(({ names, module }) => take(names, module)),
    '',
    ...settings,
    ...beforeLogin(login, 'settings()'),
    '',
    `const authenticate${isTyped ? ': Authenticate' : ''} = ${login.authenticate({ isTyped, environment: 'settings()' })}¶`,
    '',
    'const open = async () => createInstagramDashboard({ ...readConfiguration(settings()), authenticate })¶',
    '',
    isTyped ? 'let kept: Promise<Dashboard> | undefined¶' : 'let kept¶',
    'const dashboard = () =>',
    '  (kept ??= open().catch((error) => {',
    '    // The next request tries again.',
    '    kept = undefined¶',
    '    throw error¶',
    '  }))¶',
    '',
    '// Accounts are read at night without any request, so it opens as soon as your app has started.',
    "setImmediate(() => dashboard().catch((error) => console.error('The Instagram dashboard does not open:', error)))¶",
    '',
    code,
    '',
    '/** Ends live streams and the work in the background: for when your server ends. */',
    `${exported}const closeInstagram = async () => (await kept)?.close()¶`,
    ...(isCommonJs ? ['', 'module.exports = { instagram, closeInstagram }¶'] : []),
    '',
  ]
  const text = lines.filter((line) => line !== null).join('\n')
  return isCommonJs ? text.replace('export async function', 'async function') : text
}

const settings = [
  '// What stands in .env is read for the dashboard alone: your environment stays as it is, and goes before.',
  'const settings = () => ({',
  "  ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}),",
  '  ...process.env,',
  '})¶',
]

type Take = (names: string, module: string) => string

const serverImports = ({ isTyped }: MountOptions, take: Take): string[] => [
  take(
    `${isTyped ? 'type Authenticate, ' : ''}createInstagramDashboard, ${isTyped ? 'type Dashboard, ' : ''}readConfiguration`,
    server,
  ),
]

const beforeLogin = (login: Login, environment: string) =>
  login.before === undefined ? [] : ['', login.before(environment)]

/** What the login needs, by the name that this file has for it. */
export function loginImports({ login, nameSource }: Pick<MountOptions, 'login' | 'nameSource'>) {
  return login.imports.map(({ names, module, path }) => ({ names, module: module ?? nameSource(path ?? '') }))
}

interface HandOver {
  types: [names: string, module: string] | null
  code: string
}

const nodeHandOver = ({ isTyped, mountPath }: MountOptions): HandOver => {
  const parameters = isTyped
    ? `
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): Promise<void> {`
    : 'request, response, next) {'
  return {
    types: ['IncomingMessage, ServerResponse', 'node:http'],
    code: `/** Mounted at ${mountPath}. */
export async function instagram(${parameters}
  try {
    const { handler } = await dashboard()¶
    handler(request, response, next)¶
  } catch (error) {
    // Express 4 does not see what an async function throws.
    next(error)¶
  }
}`,
  }
}

const handOvers: Record<ServerFramework, (options: MountOptions) => HandOver> = {
  express: nodeHandOver,
  nest: nodeHandOver,
  fastify: ({ isTyped, mountPath }) => ({
    types: ['FastifyInstance', 'fastify'],
    code: `/** Everything below ${mountPath}. */
export async function instagram(app${isTyped ? ': FastifyInstance' : ''})${isTyped ? ': Promise<void>' : ''} {
  // Parsers of bodies would take them away.
  app.removeAllContentTypeParsers()¶
  app.addContentTypeParser('*', (_request, _body, done) => done(null))¶
  app.all('${mountPath}/*', async (request, reply) => {
    const { handler } = await dashboard()¶
    void reply.hijack()¶
    return handler(request.raw, reply.raw)¶
  })¶
}`,
  }),
  hono: ({ isTyped, mountPath }) => ({
    types: ['Context', 'hono'],
    code: `/** Everything below ${mountPath}. */
export async function instagram(context${isTyped ? ': Context' : ''})${isTyped ? ': Promise<Response>' : ''} {
  return (await dashboard()).fetch(context.req.raw)¶
}`,
  }),
}

/** The line by which an app mounts what the file exports. */
export function mountLine(
  framework: ServerFramework,
  app: string,
  options: { name: string; mountPath: string },
): string {
  const { name, mountPath } = options
  if (framework === 'fastify') return `${app}.register(${name})¶`
  return framework === 'hono' ? `${app}.all('${mountPath}/*', ${name})¶` : `${app}.use('${mountPath}', ${name})¶`
}

/** The route that takes everything below it, where routes are files. */
export function routeFile(framework: 'next' | 'sveltekit', options: MountOptions): string {
  const { login, isTyped, mountPath } = options
  const isNext = framework === 'next'
  const environment = isNext ? 'process.env' : options.hasOwnEnvironment ? 'env' : 'settings()'
  const isReadHere = environment === 'settings()'
  const typeLine = isTyped && !isNext ? ["import type { RequestHandler } from './$types'¶"] : []
  const take: Take = (names, module) => `import { ${names} } from '${module}'¶`
  const kept = isTyped
    ? [
        'interface Kept {',
        '  dashboard?: Promise<Dashboard>',
        '  authenticate?: Authenticate',
        '}',
        'const kept = ((globalThis as { instagram?: Kept }).instagram ??= {})¶',
      ]
    : ['const kept = (globalThis.instagram ??= {})¶']
  return [
    ...(isReadHere ? [take('existsSync, readFileSync', 'node:fs'), take('parseEnv', 'node:util')] : []),
    ...(environment === 'env' ? [take('env', '$env/dynamic/private')] : []),
    ...serverImports(options, take),
    ...loginImports(options).map(({ names, module }) => take(names, module)),
    ...typeLine,
    ...(isReadHere ? ['', ...settings] : []),
    ...beforeLogin(login, environment),
    '',
    `const authenticate${isTyped ? ': Authenticate' : ''} = ${login.authenticate({ isTyped, environment })}¶`,
    '',
    '// One dashboard for the whole process, and the newest login: development loads this file anew after each change.',
    ...kept,
    'kept.authenticate = authenticate¶',
    '',
    'const open = async () =>',
    '  createInstagramDashboard({',
    `    ...readConfiguration(${environment}),`,
    '    authenticate: (request) => kept.authenticate?.(request) ?? null,',
    '  })¶',
    '',
    'const dashboard = () =>',
    '  (kept.dashboard ??= open().catch((error) => {',
    '    // The next request tries again.',
    '    delete kept.dashboard¶',
    '    throw error¶',
    '  }))¶',
    '',
    isNext ? nextHandler(isTyped, options.hasBase === true ? null : mountPath) : svelteHandler(isTyped, mountPath),
    '',
  ].join('\n')
}

const nextHandler = (
  isTyped: boolean,
  mountPath: string | null,
) => `async function handle(request${isTyped ? ': Request' : ''}) {
  return (await dashboard()).fetch(request${mountPath === null ? '' : `, { basePath: '${mountPath}' }`})¶
}

export { handle as GET, handle as POST, handle as DELETE, handle as OPTIONS, handle as HEAD }¶`

const svelteHandler = (
  isTyped: boolean,
  mountPath: string,
) => `/** A slash at the end of a path is the dashboard's to judge. */
export const trailingSlash = 'ignore'¶

/** Everything below ${mountPath}. */
export const fallback${isTyped ? ': RequestHandler' : ''} = async ({ request, getClientAddress }) =>
  (await dashboard()).fetch(request, { ip: getClientAddress() })¶`
