import type { ServerFramework } from './find-app.ts'
import type { Login } from './find-login.ts'

export interface MountOptions {
  login: Login
  isTyped: boolean
  isCommonJs: boolean
  mountPath: string
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
  const lines = [
    take('existsSync', 'node:fs'),
    types === null ? null : takeType(...types),
    take('createInstagramDashboard, readConfiguration', server),
    ...loginImports(options).map(({ names, module }) => take(names, module)),
    '',
    '// Settings stand in .env, where nothing else has read them yet.',
    "if (existsSync('.env')) process.loadEnvFile('.env')¶",
    ...(login.before === undefined ? [] : ['', login.before]),
    '',
    'const dashboard = createInstagramDashboard({',
    '  ...readConfiguration(process.env),',
    `  authenticate: ${login.authenticate(options)},`,
    '})¶',
    '',
    code,
    '',
    '/** Ends live streams and the work in the background: for when your server ends. */',
    isCommonJs
      ? 'const closeInstagram = async () => (await dashboard).close()¶'
      : 'export const closeInstagram = async () => (await dashboard).close()¶',
    ...(isCommonJs ? ['', 'module.exports = { instagram, closeInstagram }¶'] : []),
    '',
  ]
  const text = lines.filter((line) => line !== null).join('\n')
  return isCommonJs ? text.replace('export async function', 'async function') : text
}

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
  const { handler } = await dashboard¶
  handler(request, response, next)¶
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
  const { handler } = await dashboard¶
  // Parsers of bodies would take them away.
  app.removeAllContentTypeParsers()¶
  app.addContentTypeParser('*', (_request, _body, done) => done(null))¶
  app.all('${mountPath}/*', (request, reply) => {
    void reply.hijack()¶
    return handler(request.raw, reply.raw)¶
  })¶
}`,
  }),
  hono: ({ isTyped, mountPath }) => ({
    types: ['Context', 'hono'],
    code: `/** Everything below ${mountPath}. */
export async function instagram(context${isTyped ? ': Context' : ''})${isTyped ? ': Promise<Response>' : ''} {
  return (await dashboard).fetch(context.req.raw)¶
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
  const environment = isNext ? 'process.env' : 'env'
  const typeLine = isTyped && !isNext ? ["import type { RequestHandler } from './$types'¶"] : []
  const kept = isTyped
    ? 'const kept = globalThis as typeof globalThis & { instagramDashboard?: ReturnType<typeof open> }¶'
    : 'const kept = globalThis¶'
  return [
    ...(isNext ? [] : ["import { env } from '$env/dynamic/private'¶"]),
    `import { createInstagramDashboard, readConfiguration } from '${server}'¶`,
    ...loginImports(options).map(({ names, module }) => `import { ${names} } from '${module}'¶`),
    ...typeLine,
    ...(login.before === undefined ? [] : ['', login.before]),
    '',
    'const open = () =>',
    '  createInstagramDashboard({',
    `    ...readConfiguration(${environment}),`,
    `    authenticate: ${login.authenticate(options).replaceAll('\n', '\n  ')},`,
    '  })¶',
    '',
    '// One for the whole process: in development this file is loaded anew after each change.',
    kept,
    'const dashboard = () => (kept.instagramDashboard ??= open())¶',
    '',
    isNext ? nextHandler(isTyped, mountPath) : svelteHandler(isTyped, mountPath),
    '',
  ].join('\n')
}

const nextHandler = (
  isTyped: boolean,
  mountPath: string,
) => `async function handle(request${isTyped ? ': Request' : ''}) {
  return (await dashboard()).fetch(request, { basePath: '${mountPath}' })¶
}

export { handle as GET, handle as POST, handle as DELETE, handle as OPTIONS, handle as HEAD }¶`

const svelteHandler = (isTyped: boolean, mountPath: string) => `/** Everything below ${mountPath}. */
export const fallback${isTyped ? ': RequestHandler' : ''} = async ({ request, getClientAddress }) =>
  (await dashboard()).fetch(request, { ip: getClientAddress() })¶`
