import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'
import { swapBundle } from '../../scripts/swap-bundle.ts'
import { thirdPartyNotices } from '../../scripts/third-party-notices.ts'
import { finishTypes } from '../../scripts/finish-types.ts'
import { inlinedFiles } from './scripts/inlined-files.ts'
import { buildReturnScript } from './scripts/return-script.ts'
import { builtinsWithoutAddress, leaveOut, writtenContract } from './scripts/package-plugins.ts'

// Native, or with files of its own beside its code, or needed by few. What the database's package imports of these is
// a dependency of this one as well, since the bundle imports it from here.
const installed = ['better-sqlite3', 'pg', 'pg-boss']

// The command line as one program: a start reads a few files instead of a thousand. Built apart and then moved beside what
// tsc wrote, under names that tsc does not write, and flat, so that what is looked for beside the code is found.
const apart = 'node_modules/.cache/standalone'

/** From what tsc wrote back to what was written. */
const mapsOfTsc = {
  name: 'maps-of-tsc',
  load(id: string) {
    return existsSync(`${id}.map`) && id.includes('/dist/')
      ? { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') }
      : null
  },
}

/** Only positions are looked up in the maps, and where they were built is nobody's matter. */
function leaveSourcesOut(): void {
  for (const name of readdirSync(apart).filter((one) => one.endsWith('.map'))) {
    const text = readFileSync(`${apart}/${name}`, 'utf8')
    const {
      sourcesContent: _content,
      sources,
      ...map
    } = JSON.parse(text) as { sources: string[]; sourcesContent: unknown }
    const named = sources.map((source) => source.replace(/^.*(?=node_modules\/)|^(\.\.\/)+/, ''))
    writeFileSync(`${apart}/${name}`, JSON.stringify({ ...map, sources: named }))
  }
}

const filesOfReturnScript = () => buildReturnScript().files

/** The command line as it is deployed by itself. */
const program: UserConfig = {
  entry: { standalone: 'dist/cli.js' },
  format: 'esm',
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  hash: false,
  dts: false,
  // What is left out is read by nobody and compiled at each start; names stay, for the log's places of errors.
  minify: { compress: false, mangle: false },
  report: false,
  // For the log's places of errors. `at` is mapped back by them when there is one; nothing loads them before.
  sourcemap: 'hidden',
  outDir: apart,
  outputOptions: { chunkFileNames: 'standalone-[name]-[hash].js' },
  deps: { alwaysBundle: /./, neverBundle: installed, onlyBundle: false, onlyImport: installed },
  plugins: [inlinedFiles, mapsOfTsc, thirdPartyNotices('dist/THIRD_PARTY_NOTICES.md', filesOfReturnScript)],
  onSuccess: () => {
    leaveSourcesOut()
    swapBundle(apart, 'dist')
  },
}

// What hosts install: everything but what is native, so that one package is enough, in modules that find nothing by their
// own address and so can be bundled once more.
const shared = { format: 'esm', platform: 'node', target: 'node22', fixedExtension: false, hash: false } as const
const notInPackage = ['better-sqlite3']

const modules: UserConfig = {
  ...shared,
  entry: { index: 'dist/index.js', sandbox: 'dist/sandbox/index.js', 'instagram-dashboard': 'dist/cli.js' },
  dts: false,
  // Node prints the line of an error that nobody catches.
  minify: false,
  report: false,
  sourcemap: false,
  outDir: 'lib',
  deps: { alwaysBundle: /./, neverBundle: notInPackage, onlyBundle: false, onlyImport: notInPackage },
  plugins: [
    inlinedFiles,
    leaveOut,
    builtinsWithoutAddress,
    thirdPartyNotices('lib/THIRD_PARTY_NOTICES.md', filesOfReturnScript),
  ],
}

const types: UserConfig = {
  ...shared,
  entry: {
    index: 'dist/index.d.ts',
    router: 'dist/api/router.d.ts',
    contract: 'dist/contract.d.ts',
    sandbox: 'dist/sandbox/index.d.ts',
  },
  dts: { emitDtsOnly: true, dtsInput: true },
  report: false,
  clean: false,
  outDir: 'lib',
  // Nothing has to be installed for the types: those of tRPC, which the router's are made of, are inside.
  deps: {
    alwaysBundle: [/^@instagram-dashboard\//, /^@trpc\/server/],
    onlyBundle: ['@trpc/server'],
  },
  plugins: [writtenContract],
  // Imports that only stood for side effects would stay.
  treeshake: { moduleSideEffects: false },
  onSuccess: () => finishTypes('lib', { mayImport: ['node:http'] }),
}

export default defineConfig([program, modules, types])
