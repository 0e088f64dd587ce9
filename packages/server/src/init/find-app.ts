import { dirname, join } from 'node:path/posix'
import type { Host } from './read-host.ts'
import { bindingsOf, child, children, isNode, nameOf, nodesIn, parseSource, requiredModule, textOf } from './syntax.ts'
import type { Binding, Node } from './syntax.ts'

export const frameworks = ['next', 'sveltekit', 'nest', 'fastify', 'hono', 'express'] as const
export type Framework = (typeof frameworks)[number]
/** Those whose app is made in a source, where a line has to be added. */
export type ServerFramework = Exclude<Framework, 'next' | 'sveltekit'>

export const frameworkNames: Record<Framework, string> = {
  next: 'Next',
  sveltekit: 'SvelteKit',
  nest: 'Nest',
  fastify: 'Fastify',
  hono: 'Hono',
  express: 'Express',
}

const packages: Record<Framework, string> = {
  next: 'next',
  sveltekit: '@sveltejs/kit',
  nest: '@nestjs/core',
  fastify: 'fastify',
  hono: 'hono',
  express: 'express',
}

/**
 * What the host is built on; `null` when it is none that is known here. What it depends on goes before what it is developed
 * with, where SvelteKit stands by its own advice, and one whose app is nowhere to be found goes after those that have one.
 */
export function findFramework(host: Host): Framework | null {
  const used = frameworks.filter((framework) => host.uses(packages[framework]))
  const isDependency = (framework: Framework) =>
    framework === 'sveltekit' || host.manifest.dependencies?.[packages[framework]] !== undefined
  const ranked = [...used.filter(isDependency), ...used.filter((framework) => !isDependency(framework))]
  return ranked.find((framework) => hasApp(host, framework)) ?? ranked[0] ?? null
}

/** Folders of routes, where these are files. */
export const routeFolders = { next: ['src/app', 'app'], sveltekit: ['src/routes'] } as const

function hasApp(host: Host, framework: Framework): boolean {
  if (framework === 'next' || framework === 'sveltekit') return routeFolders[framework].some((path) => host.has(path))
  const found = findApp(host, framework)
  return !('reason' in found && found.isNone)
}

/** Where a source makes its app. */
export interface Creation {
  path: string
  text: string
  /** What the app is called there. */
  name: string
  /** The statement that makes it. */
  statement: Node
  /** All statements of the file. */
  statements: readonly Node[]
  bindings: readonly Binding[]
  /** What stands before all its paths. */
  basePath: string
}

/** @returns the one place that makes the app, or why it can not be told */
export function findApp(host: Host, framework: ServerFramework): Creation | { reason: string; isNone?: true } {
  const wanted = packages[framework]
  const mentions = host.sources.filter((path) => host.read(path).includes(wanted))
  const found = mentions.flatMap((path) => [...creationsIn(host.read(path), { path, framework })])
  const apps = found.filter((one): one is Creation => !('reason' in one))
  const faults = found.filter((one): one is { reason: string } => 'reason' in one)
  if (apps.length === 0) {
    const none = `no source makes an app of ${frameworkNames[framework]} in a way that is known here`
    return faults[0] ?? { reason: none, isNone: true }
  }
  const listening = apps.filter(listens)
  const notMounted = apps.filter((app) => !apps.some((other) => importsSource(other, app.path)))
  const lists = [apps, listening, notMounted, notMounted.filter(isExported)]
  const [only] = lists.find(({ length }) => length === 1) ?? []
  if (only !== undefined && listening.length < 2) return only
  return { reason: `several places make an app: ${[...new Set(apps.map(({ path }) => path))].join(', ')}` }
}

/** Whether a source that makes an app takes another one in, as the main app does with those that are mounted in it. */
function importsSource({ path, bindings }: Creation, other: string): boolean {
  const bare = (of: string) => of.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')
  return (
    path !== other &&
    bindings.some(({ module }) =>
      module.startsWith('.')
        ? bare(join(dirname(path), module)) === bare(other)
        : /^[@~]\//.test(module) && `/${bare(other)}`.endsWith(bare(module).slice(1)),
    )
  )
}

function* creationsIn(
  text: string,
  { path, framework }: { path: string; framework: ServerFramework },
): Generator<Creation | { reason: string }> {
  const statements = parseSource(text, path)
  if (statements === null) return yield { reason: `${path} can not be parsed` }
  const bindings = bindingsOf(statements)
  for (const statement of statements.flatMap((one) => [...blocksIn(one)])) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? child(statement, 'declaration') : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const declarator of children(declaration, 'declarations')) {
      const name = nameOf(child(declarator, 'id'))
      const made = makes[framework](withoutWrapping(child(declarator, 'init')), bindings)
      if (made === null || name === null) continue
      if (typeof made === 'string') yield { path, text, name, statement, statements, bindings, basePath: made }
      else yield { reason: `${path}: ${made.reason}` }
    }
  }
}

/** A statement, and all statements of blocks in it. */
function* blocksIn(statement: Node): Generator<Node> {
  yield statement
  for (const node of nodesIn(statement)) {
    if (node.type === 'BlockStatement') yield* children(node, 'body')
  }
}

function withoutWrapping(node: Node | null): Node | null {
  const wraps = ['AwaitExpression', 'TSAsExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression']
  if (node === null || !wraps.includes(node.type)) return node
  return withoutWrapping(child(node, node.type === 'AwaitExpression' ? 'argument' : 'expression'))
}

/** @returns what stands before all paths of the app that an expression makes; `null` when it makes none */
type Makes = (made: Node | null, bindings: readonly Binding[]) => string | { reason: string } | null

/** Whether a name stands for one of these of a module. */
const isOf = (
  bindings: readonly Binding[],
  local: string | null,
  of: { module: string; imported: readonly string[] },
) => bindings.some((one) => one.local === local && one.module === of.module && of.imported.includes(one.imported))

const calls =
  (module: string, imported: readonly string[]): Makes =>
  (made, bindings) => {
    if (made?.type !== 'CallExpression') return null
    const callee = child(made, 'callee')
    const isCalled = requiredModule(callee) === module || isOf(bindings, nameOf(callee), { module, imported })
    return isCalled ? '' : null
  }

const makesHono: Makes = (made, bindings) => {
  if (made?.type === 'NewExpression') {
    const name = nameOf(child(made, 'callee'))
    return ['hono', '@hono/zod-openapi'].some((module) =>
      isOf(bindings, name, { module, imported: ['Hono', 'OpenAPIHono'] }),
    )
      ? ''
      : null
  }
  const callee = made?.type === 'CallExpression' ? child(made, 'callee') : null
  if (callee?.type !== 'MemberExpression') return null
  const before = makesHono(child(callee, 'object'), bindings)
  if (typeof before !== 'string') return before
  const path = textOf(children(made, 'arguments')[0] ?? null)
  return nameOf(child(callee, 'property')) === 'basePath' && path !== null
    ? `${before}${path.replace(/\/$/, '')}`
    : { reason: 'the app has routes already where it is made, which would come first' }
}

const makesNest: Makes = (made, bindings) => {
  const callee = made?.type === 'CallExpression' ? child(made, 'callee') : null
  if (callee?.type !== 'MemberExpression' || nameOf(child(callee, 'property')) !== 'create') return null
  if (!isOf(bindings, nameOf(child(callee, 'object')), { module: '@nestjs/core', imported: ['NestFactory'] }))
    return null
  const isFastify = [...nodesIn(made ?? callee)].some((node) => /Fastify/.test(nameOf(node) ?? ''))
  return isFastify ? { reason: 'this Nest runs on Fastify' } : ''
}

const makes: Record<ServerFramework, Makes> = {
  express: calls('express', ['default']),
  fastify: calls('fastify', ['default', 'fastify', 'Fastify']),
  hono: makesHono,
  nest: makesNest,
}

/** Whether the source that makes the app starts a server with it. */
function listens({ name, statements }: Creation): boolean {
  const isApp = (node: Node | null) => nameOf(node) === name
  return statements.some((one) =>
    [...nodesIn(one)].some((node) => {
      if (node.type !== 'CallExpression') return false
      const callee = child(node, 'callee')
      const method = nameOf(callee?.type === 'MemberExpression' ? child(callee, 'property') : callee)
      if (method === 'listen' && isApp(child(callee, 'object'))) return true
      return ['createServer', 'serve'].includes(method ?? '') && mentions(node, isApp)
    }),
  )
}

function isExported({ name, statements, statement }: Creation): boolean {
  return (
    statement.type === 'ExportNamedDeclaration' ||
    statements.some((one) => one.type === 'ExportDefaultDeclaration' && nameOf(child(one, 'declaration')) === name)
  )
}

function mentions(call: Node, isApp: (node: Node | null) => boolean): boolean {
  return children(call, 'arguments').some((argument) =>
    [...nodesIn(argument)].some((node) => isNode(node) && isApp(node)),
  )
}
