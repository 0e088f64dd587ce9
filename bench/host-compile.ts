// What type-checking costs a host more when it imports the SDK: two programs that are alike but for that, in turn.
// Run: node --conditions=source bench/host-compile.ts [--runs 7] (after `npm run build`)
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const sdk = join(root, 'packages', 'client-sdk')
const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } })
const runs = Number(values.runs)
const mostSeconds = 0.5

const compilers = [
  { name: 'TypeScript 5.9', folder: 'typescript-5' },
  { name: 'TypeScript 6', folder: 'typescript-6' },
  { name: 'TypeScript 7', folder: 'typescript' },
]

const page = ({ begin, dashboard }: { begin: string; dashboard: string }) => `
import { useState } from 'react'
${begin}
export function Page() {
  const [name, setName] = useState('')
  return (
    <main>
      <input value={name} onChange={(event) => setName(event.target.value)} />
      ${dashboard}
    </main>
  )
}
`
const pages = {
  without: page({ begin: '', dashboard: '' }),
  with: page({
    begin: `import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, InstagramProvider } from '@instagram-dashboard/client-sdk/react'
const client = createInstagramClient({ url: '/instagram/trpc' })`,
    dashboard: '<InstagramProvider client={client}><InstagramDashboard /></InstagramProvider>',
  }),
}

/** A strict host with React, and the SDK as its package is published. */
async function makeHost(): Promise<string> {
  const host = await mkdtemp(join(tmpdir(), 'host-compile-'))
  const modules = join(host, 'node_modules')
  const installed = join(modules, '@instagram-dashboard', 'client-sdk')
  await mkdir(join(modules, '@types'), { recursive: true })
  await mkdir(installed, { recursive: true })
  await cp(join(sdk, 'dist'), join(installed, 'dist'), { recursive: true })
  const manifest = JSON.parse(await readFile(join(sdk, 'package.json'), 'utf8')) as {
    publishConfig: { exports: object }
  }
  const published = { ...manifest, exports: manifest.publishConfig.exports }
  await writeFile(join(installed, 'package.json'), JSON.stringify(published))
  for (const name of ['react', '@types/react'])
    await cp(join(sdk, 'node_modules', name), join(modules, name), { recursive: true, dereference: true })
  const csstype = join(await realpath(join(sdk, 'node_modules', '@types', 'react')), '..', '..', 'csstype')
  await cp(csstype, join(modules, 'csstype'), { recursive: true, dereference: true })
  for (const [name, code] of Object.entries(pages)) {
    await writeFile(join(host, `${name}.tsx`), code)
    const compilerOptions = {
      target: 'es2022',
      module: 'preserve',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom'],
      types: [],
      strict: true,
      skipLibCheck: false,
      jsx: 'react-jsx',
      noEmit: true,
    }
    await writeFile(join(host, `tsconfig.${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.tsx`] }))
  }
  return host
}

interface Times {
  /** Seconds on the clock of the wall. */
  wall: number
  /** Seconds of all processors together: nearly the same on a machine that is busy with other things. */
  processor: number
}

async function compile(compiler: string, project: string): Promise<Times> {
  const start = performance.now()
  // The shell's own `times`: its second line is what its children used, `0m1.23s 0m0.45s`.
  const { stdout } = await run('sh', ['-c', '"$0" "$1" -p "$2" && times', process.execPath, compiler, project])
  const wall = (performance.now() - start) / 1000
  const used = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  const processor = used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
  return { wall, processor }
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

const host = await makeHost()
try {
  for (const { name, folder } of compilers) {
    const compiler = join(root, 'node_modules', folder, 'bin', 'tsc')
    const times: Record<'with' | 'without', Times[]> = { with: [], without: [] }
    // The first one only fills the disk's cache.
    await compile(compiler, join(host, 'tsconfig.with.json'))
    for (let index = 0; index < runs; index += 1) {
      // Whoever comes first changes with each pair, so that a machine that grows slower favours neither.
      for (const which of index % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const))
        times[which].push(await compile(compiler, join(host, `tsconfig.${which}.json`)))
    }
    for (const clock of ['wall', 'processor'] as const) {
      const withSdk = median(times.with.map((one) => one[clock]))
      const without = median(times.without.map((one) => one[clock]))
      const more = withSdk - without
      if (clock === 'processor' && more > mostSeconds) process.exitCode = 1
      const figures = `${withSdk.toFixed(2)} s with the SDK, ${without.toFixed(2)} s without, ${more.toFixed(2)} s more`
      console.log(`${name}, ${clock} time: ${figures} (medians of ${runs})`)
    }
  }
  if (process.exitCode === 1) console.error(`More than ${mostSeconds} s`)
} finally {
  await rm(host, { recursive: true, force: true })
}
