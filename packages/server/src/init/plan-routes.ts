import { routeFolders } from './find-app.ts'
import { routeFile, type MountOptions } from './mount-file.ts'
import { elementLines, reactPage, sveltePage } from './page-file.ts'
import type { Add, Plan } from './planned.ts'
import { isTypeScript, type Host } from './read-host.ts'
import { importPath, inStyle, styleOf, type Style } from './style.ts'

interface Planning {
  plan: Plan
  add: Add
}

/** Where routes are files: one that takes everything below a path, and the page. */
export function planRoutes(host: Host, framework: 'next' | 'sveltekit', { plan, add }: Planning): void {
  const isNext = framework === 'next'
  const folders = routeFolders[framework]
  const folder = folders.find((path) => host.has(path))
  if (folder === undefined) {
    plan.byHand.push(`There is no folder ${folders.join(' or ')}: docs/embedding.md shows the lines for others.`)
    return
  }
  const isTyped = isTypeScript(host)
  const style = houseStyle(host)
  const path = isNext
    ? `${folder}${plan.mountPath}/[...path]/route.${isTyped ? 'ts' : 'js'}`
    : `${folder}${plan.mountPath}/[...path]/+server.${isTyped ? 'ts' : 'js'}`
  const base = findBase(host, framework)
  const options: MountOptions = {
    login: plan.login,
    isTyped,
    isCommonJs: false,
    mountPath: plan.mountPath,
    hasBase: base !== '',
    hasOwnEnvironment: majorOf(host, '@sveltejs/kit') === 2,
    nameSource: (source) => nameSource(host, path, source),
  }
  const write = (file: string, text: string) =>
    add({ path: file, what: 'the file', insertions: [{ offset: 0, text: inStyle(text, style) }] })
  write(path, routeFile(framework, options))
  plan.pagePath = plan.mountPath.replace('/api', '')
  if (base === null)
    plan.notes.push('the settings name a path before all others: put it in front of the `url` of the page as well')
  const url = `${base ?? ''}${plan.mountPath}/trpc`
  const pageFile = `${folder}${plan.pagePath}/page.${isTyped ? 'tsx' : 'jsx'}`
  if (!isNext) {
    write(`${folder}${plan.pagePath}/+page.svelte`, sveltePage({ url, isTyped }))
    plan.notes.push(csrfNote)
  } else if (['tsx', 'jsx', 'ts', 'js'].some((end) => host.has(`${folder}/layout.${end}`)))
    write(pageFile, reactPage({ url, isClientOnly: true }))
  else {
    const text = inStyle(reactPage({ url, isClientOnly: true }), { ...style, lineEnd: '\n' })
    plan.byHand.push(
      `Put the page below a layout of yours (${folder} has none of its own, and Next would make another one):\n${text.trimEnd().replaceAll(/^(?=.)/gm, '  ')}`,
    )
    plan.pagePath = null
  }
  plan.notes.push('the dashboard opens at the first request after each start: until then no account is read at night')
  if (base) plan.mountPath = `${base}${plan.mountPath}`
  if (base) plan.notes.push(`the dashboard's addresses begin with ${base}, those that Meta is told too`)
  if (base && plan.pagePath !== null) plan.pagePath = `${base}${plan.pagePath}`
}

const csrfNote =
  "SvelteKit refuses Meta's callbacks, which are forms of another site: examples/sveltekit lets them in, with `csrf: { trustedOrigins: ['*'] }` in the settings and a hook that refuses all other forms"

/** What stands before all paths of the host; `''` for nothing, `null` where it is named in a way that can not be read. */
function findBase(host: Host, framework: 'next' | 'sveltekit'): string | null {
  const isNext = framework === 'next'
  const word = isNext ? 'basePath' : 'base'
  const value = isNext ? /\bbasePath: *['"]([^'"]*)['"]/ : /\bbase: *['"]([^'"]*)['"]/
  const files = (isNext ? ['next.config'] : ['svelte.config', 'vite.config']).flatMap((name) =>
    ['js', 'mjs', 'cjs', 'ts', 'mts'].map((end) => `${name}.${end}`),
  )
  const texts = files.filter((path) => host.has(path)).map((path) => host.read(path))
  // A base of Vite's is none of SvelteKit's.
  const naming = texts.filter((text) => text.split(/\W+/).includes(word) && (isNext || /\bpaths\b/.test(text)))
  const [text = ''] = naming
  if (naming.length === 0) return ''
  const isOnce = naming.length === 1 && text.split(/\W+/).filter((one) => one === word).length === 1
  return isOnce ? (value.exec(text)?.[1] ?? null) : null
}

/** The first number of what package.json says of a package. */
function majorOf({ manifest }: Host, name: string): number | null {
  const range = manifest.dependencies?.[name] ?? manifest.devDependencies?.[name] ?? ''
  const digits = /\d+/.exec(range)?.[0]
  return digits === undefined ? null : Number(digits)
}

/** What bundlers resolve: without an ending, and by the alias of SvelteKit. */
function nameSource(host: Host, from: string, source: string): string {
  if (source.startsWith('src/lib/') && host.uses('@sveltejs/kit')) {
    return source.replace('src/lib/', '$lib/').replace(/\.[jt]s$/, '')
  }
  return importPath(host, from, source).replace(/\.[cm]?[jt]sx?$/, '')
}

/** As most of the host's sources are written. */
function houseStyle(host: Host): Style {
  return styleOf(
    host.sources
      .slice(0, 50)
      .map((path) => host.read(path))
      .join('\n'),
  )
}

/** A server whose package has pages of React's too gets a component of one; others are told what to put into theirs. */
export function planFrontPage(host: Host, { plan, add }: Planning): void {
  const url = `${plan.mountPath}/trpc`
  const folder = ['client/src', 'web/src', 'frontend/src', 'src/client', 'src'].find((path) =>
    host.sources.some((source) => source.startsWith(`${path}/`) && /\.[jt]sx$/.test(source)),
  )
  if (host.uses('react-dom') && folder !== undefined) {
    const path = `${folder}/instagram-page.${isTypeScript(host) ? 'tsx' : 'jsx'}`
    const text = inStyle(reactPage({ url, isClientOnly: false }), houseStyle(host))
    add({ path, what: 'the page', insertions: [{ offset: 0, text }] })
    plan.notes.push(`show the page of ${path} at a route of your pages`)
    return
  }
  plan.byHand
    .push(`Show the dashboard on a page of yours (React, Vue and Svelte have their own parts, see docs/embedding.md):
${elementLines(url)
  .map((line) => `  ${line}`)
  .join('\n')}`)
}
