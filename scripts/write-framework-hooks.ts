// Writes what Vue and Svelte read and change with, from React's hooks: one list of names, inputs and words for all three.
// Run by `npm run generate`; a test compares the files with what this writes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, type FormatConfig } from 'oxfmt'
import ts from 'typescript-5'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'client-sdk', 'src')
const files = ['admin', 'connect', 'goals', 'metrics', 'notifications', 'sync', 'user']
/** Where each framework has them. */
export const frameworkFolders = { vue: 'vue/composables', svelte: 'svelte/stores' } as const

const reads = ['useRead', 'useReadList', 'useChange']
/** Where what the functions name comes from. */
const imports = [
  { from: '../../domains/timeline.ts', names: ['Timeline', 'TimelineOf'], areTypes: true },
  { from: '../../queries/index.ts', names: ['instagramKeys', 'instagramQueries'], areTypes: false },
  {
    from: '../answers.ts',
    names: ['Given', 'InstagramList', 'InstagramMutation', 'InstagramQuery', 'QueryOptions'],
    areTypes: true,
  },
  { from: '../reads.ts', names: reads, areTypes: false },
]

interface Edit {
  start: number
  end: number
  text: string
}

/** A hook that does nothing but read or change, as its counterpart; `undefined` for every other statement. */
function counterpart(statement: ts.Statement, text: string): string | undefined {
  if (ts.isTypeAliasDeclaration(statement)) return text.slice(statement.getStart(), statement.end)
  if (!ts.isFunctionDeclaration(statement)) return undefined
  const [only, ...others] = statement.body?.statements ?? []
  const called = only !== undefined && ts.isReturnStatement(only) && only.expression
  if (!called || others.length > 0 || !ts.isCallExpression(called) || !reads.includes(called.expression.getText())) {
    return undefined
  }
  const edits = statement.parameters.flatMap(({ name, type }): Edit[] =>
    name.getText() === 'input' && type !== undefined
      ? [{ start: type.getStart(), end: type.end, text: `Given<${type.getText()}>` }]
      : [],
  )
  const begin = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1)?.pos ?? statement.getStart()
  let written = text.slice(begin, statement.end)
  for (const { start, end, text: replacement } of edits.toReversed()) {
    written = written.slice(0, start - begin) + replacement + written.slice(end - begin)
  }
  return written
}

/** The files of a framework by their path from the root. */
export async function frameworkHooks(framework: keyof typeof frameworkFolders): Promise<Record<string, string>> {
  const written = files.map(async (file): Promise<[string, string]> => {
    const text = readFileSync(join(source, 'react', 'hooks', `${file}.ts`), 'utf8')
    const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const functions = statements.flatMap((statement) => counterpart(statement, text) ?? []).join('\n\n')
    const head = [
      '// Made from the hooks of React by `npm run generate`: not to be edited.',
      "import type * as contract from '@instagram-dashboard/server/contract'",
      ...imports.flatMap(({ from, names, areTypes }) => {
        const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(functions))
        return used.length === 0 ? [] : [`import ${areTypes ? 'type ' : ''}{ ${used.join(', ')} } from '${from}'`]
      }),
    ]
    const path = join('packages', 'client-sdk', 'src', frameworkFolders[framework], `${file}.ts`)
    const options = JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8')) as FormatConfig
    const { code } = await format(path, [...head, '', functions, ''].join('\n'), options)
    return [path, code]
  })
  return Object.fromEntries(await Promise.all(written))
}

if (import.meta.main) {
  for (const framework of ['vue', 'svelte'] as const) {
    for (const [path, code] of Object.entries(await frameworkHooks(framework))) writeFileSync(join(root, path), code)
  }
}
