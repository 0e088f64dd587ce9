import { existsSync, readdirSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { isReadOnly, readText } from './changes.ts'
import { editSource, type Insertion } from './edit-source.ts'
import {
  envInsertions,
  exampleInsertions,
  hasMetaApp,
  ignoreInsertions,
  isTracked,
  settingsFiles,
} from './env-lines.ts'
import { findApp, findFramework, frameworkNames, type Framework, type ServerFramework } from './find-app.ts'
import { findLogin } from './find-login.ts'
import { mountFile, mountLine, type MountOptions } from './mount-file.ts'
import type { Add, Plan } from './planned.ts'
import { planFrontPage, planRoutes } from './plan-routes.ts'
import { InitFault, installCommand, isTypeScript, type Host } from './read-host.ts'
import { importPath, inStyle, isCommonJs, styleOf, type Style } from './style.ts'

/**
 * Looks at the host and says what would be written. Writes nothing.
 * @param environment what the process has, where an app of Meta's may be named
 * @throws InitFault where there is nothing to begin with
 */
export function makePlan(host: Host, environment: Readonly<Record<string, string | undefined>>): Plan {
  const framework = findFramework(host)
  if (framework === null) throw new InitFault(unknownHost(host))
  const login = findLogin(host, framework)
  const plan: Plan = {
    framework,
    login,
    changes: [],
    byHand: [],
    notes: login.note === undefined ? [] : [login.note],
    mountPath: freePath(host, framework),
    pagePath: null,
    isSandbox: true,
  }
  const add = adderTo(plan, host)
  if (framework === 'next' || framework === 'sveltekit') planRoutes(host, framework, { plan, add })
  else {
    planMount(host, framework, { plan, add })
    planFrontPage(host, { plan, add })
  }
  planSettings(host, { plan, add, environment })
  const missing = ['@instagram-dashboard/server', '@instagram-dashboard/client-sdk'].filter((name) => !host.uses(name))
  if (missing.length > 0) plan.byHand.unshift(`Install what is used:\n  ${installCommand(host, missing)}`)
  return plan
}

/** A file where the dashboard is made already. */
export const findMounted = (host: Host): string | undefined =>
  host.sources.find((path) => /\bcreateInstagramDashboard\b/.test(host.read(path)))

function adderTo(plan: Plan, host: Host): Add {
  return ({ what, ...change }) => {
    if (change.insertions.length === 0) return
    const lines = change.insertions
      .map(({ text }) => text.trim())
      .join('\n')
      .replaceAll(/^/gm, '  ')
    let before: string | null
    try {
      before = readText(host.root, change.path)
    } catch {
      return void plan.byHand.push(`${change.path} is not UTF-8, so ${what} is yours to add:\n${lines}`)
    }
    if (isReadOnly(host.root, change.path)) {
      return void plan.byHand.push(`${change.path} is read-only, so ${what} is yours to add:\n${lines}`)
    }
    plan.changes.push({ ...change, before })
  }
}

function unknownHost(host: Host): string {
  const others = ['packages', 'apps', 'services']
    .filter((folder) => existsSync(join(host.root, folder)))
    .flatMap((folder) => readdirSync(join(host.root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => existsSync(join(host.root, folder, 'package.json')))
  const names = Object.values(frameworkNames).join(', ')
  const hint =
    others.length > 0
      ? `Run it in the folder of your server: ${others.join(', ')}.`
      : 'docs/embedding.md shows how any other server mounts the dashboard.'
  return `package.json names none of ${names}. ${hint}`
}

/** The path of the dashboard that nothing of the host's has yet. */
function freePath(host: Host, framework: Framework): string {
  const head = framework === 'next' || framework === 'sveltekit' ? '/api' : ''
  const isTaken = host.sources.some((path) => /['"`]\/instagram['"`/]/.test(host.read(path)))
  const hasRoute = host.sources.some((path) => /(^|\/)(app|routes)\/(api\/)?instagram\//.test(path))
  return `${head}/instagram${isTaken || hasRoute ? '-dashboard' : ''}`
}

function planMount(host: Host, framework: ServerFramework, { plan, add }: { plan: Plan; add: Add }): void {
  const found = findApp(host, framework)
  const isFound = !('reason' in found)
  const entry = isFound ? found.path : entryOf(host)
  const folder = dirname(entry) === '.' ? '' : `${dirname(entry)}/`
  const extension = isFound || host.has(entry) ? extname(entry).replace('x', '') : isTypeScript(host) ? '.ts' : '.js'
  const path = freeName(host, `${folder}instagram`, extension)
  const options: MountOptions = {
    login: plan.login,
    isTyped: extension.endsWith('ts'),
    isCommonJs: isFound ? isCommonJs(host, entry) : extension === '.js' && host.manifest.type !== 'module',
    mountPath: plan.mountPath,
    nameSource: (source) => importPath(host, path, source),
  }
  const style = isFound ? styleOf(found.text) : defaultStyle
  add({ path, what: 'the file', insertions: [{ offset: 0, text: inStyle(mountFile(framework, options), style) }] })
  const name = isFound && found.bindings.some(({ local }) => local === 'instagram') ? 'instagramDashboard' : 'instagram'
  const from = importPath(host, entry, path)
  const lines = {
    take: options.isCommonJs
      ? `const { instagram${name === 'instagram' ? '' : `: ${name}`} } = require('${from}')¶`
      : `import { instagram${name === 'instagram' ? '' : ` as ${name}`} } from '${from}'¶`,
    mount: mountLine(framework, isFound ? found.name : 'app', {
      name,
      mountPath: plan.mountPath,
    }),
  }
  // An app with a base puts it before every path by itself.
  if (isFound) plan.mountPath = `${found.basePath}${plan.mountPath}`
  const edited = isFound ? editSource(found, lines) : found
  if ('reason' in edited) {
    const pasted = [lines.take, lines.mount].map((line) => `  ${inStyle(line, { ...style, lineEnd: '\n' })}`).join('\n')
    plan.byHand.push(`Mount it where your app is made (${edited.reason}):\n${pasted}`)
  } else add({ path: entry, what: 'the mount', insertions: edited })
}

const defaultStyle: Style = { lineEnd: '\n', quote: "'", semicolon: '', indent: '  ' }

/** Where the host begins, as far as package.json says. */
function entryOf(host: Host): string {
  const named = [
    host.manifest.main,
    ...Object.values(host.manifest.scripts ?? {}).flatMap((script) => script.split(/\s+/)),
  ]
  const found = named.map((word) => word?.replace(/^\.\//, '') ?? '').find((word) => host.sources.includes(word))
  return found ?? host.sources.find((path) => /(^|\/)(index|main|server|app)\.[cm]?[jt]s$/.test(path)) ?? 'index.js'
}

function freeName(host: Host, path: string, extension: string): string {
  const isTaken = ['.ts', '.js', '.mjs', '.cjs', '.mts', '.cts', '.tsx', '.jsx', ''].some((end) =>
    host.has(`${path}${end}`),
  )
  return `${path}${isTaken ? '-dashboard' : ''}${extension}`
}

function planSettings(
  host: Host,
  { plan, add, environment }: { plan: Plan; add: Add; environment: Readonly<Record<string, string | undefined>> },
): void {
  const textOf = (path: string) => textOrEmpty(host.root, path)
  const insertions = (path: string, made: (text: string) => Insertion[]) => made(textOf(path))
  const inFile = settingsFiles.find((path) => hasMetaApp(textOf(path)))
  const metaApp = inFile ?? (environment['INSTAGRAM_APP_ID'] ? 'the environment' : undefined)
  plan.isSandbox = metaApp === undefined
  if (metaApp !== undefined) plan.notes.push(`${metaApp} names an app of Meta already, so the sandbox stays off`)
  else add({ path: '.env', what: 'the setting', insertions: insertions('.env', envInsertions), isSecret: true })
  const example = ['.env.example', '.env.sample'].find((path) => host.has(path)) ?? '.env.example'
  const redirectUri = `https://your.app${plan.mountPath}/return`
  add({
    path: example,
    what: 'the settings',
    insertions: insertions(example, (text) => exampleInsertions(text, redirectUri)),
  })
  add({
    path: '.gitignore',
    what: 'what git is to leave out',
    insertions: insertions('.gitignore', (text) => ignoreInsertions(host.root, text)),
  })
  if (isTracked(host.root, '.env'))
    plan.notes.push('git keeps .env: take it out (git rm --cached .env) before a secret stands in it')
}

function textOrEmpty(root: string, path: string): string {
  try {
    return readText(root, path) ?? ''
  } catch {
    return ''
  }
}
