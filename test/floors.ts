import { readdirSync, readFileSync } from 'node:fs'
import { dirname, normalize } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5'

/**
 * The rooms of each package from the roof to the ground: what runs may import only from its own room and from rooms
 * below. A file at a package's root is a room of its own. Types may come from above, as long as no two files need each
 * other.
 */
export const floors: Record<string, readonly string[]> = {
  'packages/server/src': [
    'index.ts',
    'deps.ts',
    'cli.ts',
    'cli',
    'init',
    'dashboard.ts',
    'process-log.ts',
    'keys',
    'build-deps.ts',
    'open-sandbox.ts',
    'streams',
    'http',
    'api',
    'receipts',
    'tags',
    'imports',
    'metrics',
    'admin',
    'support',
    'doctor',
    'review',
    'config.ts',
    'config-schema.ts',
    'secret-faults.ts',
    'config-sandbox.ts',
    'config-files.ts',
    'config-names.ts',
    'config-faults.ts',
    'config-options.ts',
    'monitoring',
    'version.ts',
    'jobs',
    'connect',
    'privacy',
    'benchmarks',
    'notifications',
    'sync',
    'goals',
    'insights',
    'followers',
    'corrections',
    'budget',
    'refresh',
    'failures',
    'accounts',
    'leases',
    'errors-contract.ts',
    'events',
    'csv.ts',
    'vault',
    'achievements',
    'procedures',
    'concurrency',
    'tracing.ts',
    'passing-fault.ts',
    'pages.ts',
    'messages',
    'errors.ts',
    'pseudonyms',
    'caller.ts',
    'log.ts',
    'log-sampling.ts',
    'counted-lines.ts',
    'written-place.ts',
    'instagram',
    'sandbox',
    'clock',
    'contract-parts.ts',
    'dashboard-types.ts',
  ],
  'packages/db/src': [
    'index.ts',
    'open-faults.ts',
    'open-database.ts',
    'copy',
    'foreign',
    'sqlite',
    'postgres',
    'guards.ts',
    'migrate.ts',
    'migration-files.ts',
    'queries',
    'open-errors.ts',
    'failures.ts',
    'statements',
    'schema',
    'database.ts',
  ],
  'packages/client-sdk/src': [
    'react-native',
    'index.ts',
    'element.tsx',
    'return-page',
    'react',
    'vue',
    'svelte',
    'queries',
    'client.ts',
    'streams',
    'connect',
    'admin-client.ts',
    'domains',
    'transport',
    'hints',
    'errors.ts',
    'messages.ts',
    'locale.ts',
    'webhooks.ts',
  ],
  'packages/client-sdk/src/react': [
    'index.ts',
    'components.ts',
    'admin',
    'support',
    'dashboard',
    'share',
    'summary',
    'content',
    'audience',
    'hours',
    'achievements',
    'notifications',
    'account',
    'posts',
    'receipt',
    'charts',
    'connect',
    'parts',
    'hooks',
    'provider.tsx',
    'texts',
    'styles',
    'data',
    'jsx-dev-runtime.ts',
    'jsx-runtime.ts',
  ],
}

interface Import {
  from: string
  to: string
  isType: boolean
}

/** The source files of a folder, from it. */
export function filesIn(folder: string): string[] {
  const root = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\.d\.ts$/.test(path))
}

/** The imports between the files of a folder. */
export function importsIn(folder: string): Import[] {
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url))
  return filesIn(folder).flatMap((from) => {
    const source = ts.createSourceFile(from, readFileSync(root + from, 'utf8'), ts.ScriptTarget.Latest)
    return source.statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
      const { moduleSpecifier } = statement
      if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return []
      if (!moduleSpecifier.text.startsWith('.') || !/\.tsx?$/.test(moduleSpecifier.text)) return []
      const to = normalize(`${dirname(from)}/${moduleSpecifier.text}`)
      return to.startsWith('..') ? [] : [{ from, to, isType: isTypeOnly(statement) }]
    })
  })
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (clause === undefined) return false
  const names = clause.namedBindings
  const areAllTypes = names && ts.isNamedImports(names) && names.elements.every(({ isTypeOnly: isType }) => isType)
  return clause.isTypeOnly || (clause.name === undefined && areAllTypes === true)
}

/** Every group of files of which each reaches each other (Tarjan's strongly connected components). */
export function cyclesOf(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(imports, ({ from }) => from)
  const order = new Map<string, { index: number; low: number; isOpen: boolean }>()
  const open: string[] = []
  const cycles: string[][] = []

  function visit(file: string): { index: number; low: number; isOpen: boolean } {
    const mark = { index: order.size, low: order.size, isOpen: true }
    order.set(file, mark)
    open.push(file)
    for (const { to } of next.get(file) ?? []) {
      const known = order.get(to)
      if (known === undefined) mark.low = Math.min(mark.low, visit(to).low)
      else if (known.isOpen) mark.low = Math.min(mark.low, known.index)
    }
    if (mark.low === mark.index) {
      const group = open.splice(open.indexOf(file))
      for (const member of group) {
        const known = order.get(member)
        if (known) known.isOpen = false
      }
      if (group.length > 1) cycles.push(group.toSorted())
    }
    return mark
  }
  for (const file of next.keys()) if (!order.has(file)) visit(file)
  return cycles
}
