import { dirname, extname, relative } from 'node:path/posix'
import type { Host } from './read-host.ts'
import { bindingsOf, child, parseSource, type Node } from './syntax.ts'

/** How the host writes. */
export interface Style {
  lineEnd: '\n' | '\r\n'
  quote: "'" | '"'
  semicolon: '' | ';'
  /** Of one step; templates have two spaces. */
  indent: string
}

export const lineEndOf = (text: string): Style['lineEnd'] => (/\r\n/.test(text) ? '\r\n' : '\n')

/** How a source is written, by what there is more of. */
export function styleOf(text: string): Style {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return {
    lineEnd: lineEndOf(text),
    quote: count(/(from|require\(|import) ?"/g) > count(/(from|require\(|import) ?'/g) ? '"' : "'",
    semicolon: count(/;[ \t]*\r?$/gm) >= count(/[\w)\]}'"`][ \t]*\r?$/gm) / 2 ? ';' : '',
    indent: count(/^\t/gm) > count(/^ {2}/gm) ? '\t' : '  ',
  }
}

/** A template as the host would write it: `¶` is where some put a semicolon, lines end in LF and texts stand in `'`. */
export function inStyle(template: string, { lineEnd, quote, semicolon, indent }: Style): string {
  return template
    .replaceAll('¶', semicolon)
    .replaceAll("'", quote)
    .replace(/^(?: {2})+/gm, (spaces) => indent.repeat(spaces.length / 2))
    .replaceAll('\n', lineEnd)
}

/** Whether a file takes other modules by `require`. */
export function isCommonJs(host: Host, path: string): boolean {
  const extension = extname(path)
  if (['.cjs', '.mjs', '.ts', '.tsx', '.mts', '.cts', '.jsx'].includes(extension)) return extension === '.cjs'
  const statements = parseSource(host.read(path), path) ?? []
  if (statements.some(({ type }) => /^(Import|Export)/.test(type))) return false
  return host.manifest.type !== 'module'
}

/** How one source of the host names another one. */
export function importPath(host: Host, from: string, to: string): string {
  const bare = to.replace(/\.[cm]?[jt]sx?$/, '')
  const way = relative(dirname(from), bare)
  return `${way.startsWith('.') ? '' : './'}${way}${importExtension(host, from, to)}`
}

function importExtension(host: Host, from: string, to: string): string {
  const [extension, isTyped] = [extname(to), /\.[cm]?tsx?$/.test(to)]
  const compiled = extension.replace(/tsx?$/, 'js').replace('jsx', 'js')
  const sources = [from, ...host.sources].filter((path) => host.sources.includes(path))
  const named = sources.flatMap((path) => relativeImports(host.read(path), path))[0]
  if (named !== undefined) return asNamed(named, { extension, compiled })
  if (!isTyped) return isCommonJs(host, from) ? '' : extension
  const settings = host.has('tsconfig.json') ? host.read('tsconfig.json') : ''
  const scripts = Object.values(host.manifest.scripts ?? {}).map((script) => script.split(' '))
  const runsTypeScript = scripts.some((words) => words.includes('node') && words.some((word) => word.endsWith('.ts')))
  if (runsTypeScript || /"allowImportingTsExtensions"\s*:\s*true/.test(settings)) return extension
  const isBundled = /"moduleResolution"\s*:\s*"bundler"/i.test(settings)
  return host.manifest.type === 'module' && !isBundled ? compiled : ''
}

function asNamed(named: string, { extension, compiled }: { extension: string; compiled: string }): string {
  const found = /\.[cm]?[jt]sx?$/.exec(named)?.[0]
  if (found === undefined) return ''
  return /ts/.test(found) ? extension : compiled
}

function relativeImports(text: string, path: string): string[] {
  if (!/['"]\.{1,2}\//.test(text)) return []
  const bindings = bindingsOf(parseSource(text, path) ?? [])
  return bindings
    .map(({ module }) => module)
    .filter((module) => /^\.{1,2}\//.test(module) && !/\.(css|json|svg|scss)$/.test(module))
}

/** The quotes and the semicolon of one statement, for those beside it. */
export function styleBeside(text: string, statement: Node, style: Style): Style {
  const own = text.slice(statement.start, statement.end)
  const source = child(statement, 'source')
  const quote = source === null ? style.quote : text.charAt(source.start) === '"' ? '"' : "'"
  return { ...style, quote, semicolon: own.endsWith(';') ? ';' : '' }
}
