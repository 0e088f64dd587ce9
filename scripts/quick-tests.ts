import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What starts another program (a process, a browser, a PostgreSQL server or one of WebAssembly) or looks at a built one. */
const starters = /from '(?:node:child_process|playwright-core|@electric-sql\/pglite)'|'\.\.\/dist\/'/
const imported = /(?:from |import\()'(\.[^']+\.ts)'/g
const places = ['packages/*/{src,test}/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts']

/**
 * The files of tests that start no other program, neither themselves nor by what they import of other tests: their time is
 * that of the product alone. The proofs, which are long by intent, are not among them.
 * @param root the folder of the repository
 * @returns paths from there, in order
 */
export function listQuickTests(root: string): string[] {
  const known = new Map<string, boolean>()
  const isStarter = (file: string): boolean => {
    const before = known.get(file)
    if (before !== undefined) return before
    known.set(file, false)
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const helpers = Array.from(text.matchAll(imported), ([, path]) => resolve(dirname(file), path ?? ''))
    const found = starters.test(text) || helpers.some((helper) => !helper.includes('/src/') && isStarter(helper))
    known.set(file, found)
    return found
  }
  return globSync(places, { cwd: root, exclude: (path) => /node_modules|dist/.test(path) })
    .filter((path) => !isStarter(join(root, path)))
    .toSorted()
}
