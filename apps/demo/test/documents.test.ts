import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const run = promisify(execFile)
const demoRoot = join(import.meta.dirname, '..')
const repositoryRoot = join(demoRoot, '..', '..')

/** What the examples take for granted: a host's own things, and the client of the example before. */
const around = `
declare const instagram: import('@instagram-dashboard/client-sdk').InstagramClient
declare const app: import('express').Express
declare const session: { jwt: string }
declare const button: HTMLButtonElement
declare const bar: { set(share: number): void }
declare const signal: AbortSignal
declare const subject: string, message: string, webhookKey: string
declare function whoIs(headers: Headers): Promise<{ id: string; isAdmin: boolean } | null>
declare function greet(username: string, isFirst: boolean): void
declare function askToReconnect(sentence: string): void
declare function disableFor(seconds: number): void
declare function remember(id: string, type: string): void
`

test.each(['docs/embedding.md', 'README.md'])(
  'every TypeScript example of %s type-checks',
  { timeout: 120_000 },
  async (document) => {
    // Where a file of this host app finds what the host app has.
    const folder = await mkdtemp(join(demoRoot, 'node_modules', '.examples-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const text = await readFile(join(repositoryRoot, document), 'utf8')
    const examples = [...text.matchAll(/^```(tsx?)\n(.*?)^```$/gms)]
    expect(examples.length).toBeGreaterThan(1)

    await writeFile(join(folder, 'around.d.ts'), around)
    for (const [index, [, kind = 'ts', code = '']] of examples.entries())
      await writeFile(join(folder, `example-${index + 1}.${kind}`), `${code}\nexport {}\n`)
    const compilerOptions = {
      target: 'es2024',
      lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
      module: 'preserve',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(repositoryRoot, 'node_modules', '@types')],
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }))

    const compiler = join(repositoryRoot, 'node_modules', '.bin', 'tsc')
    await run(compiler, ['-p', folder]).catch((error: { stdout: string }) => expect.fail(error.stdout))
  },
)
