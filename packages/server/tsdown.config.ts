import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { defineConfig } from 'tsdown'
import { swapBundle } from '../../scripts/swap-bundle.ts'
import { thirdPartyNotices } from '../../scripts/third-party-notices.ts'

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

export default defineConfig({
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
  plugins: [mapsOfTsc, thirdPartyNotices('dist/THIRD_PARTY_NOTICES.md')],
  onSuccess: () => {
    leaveSourcesOut()
    swapBundle(apart, 'dist')
  },
})
