import { join } from 'node:path'
import { buildSync } from 'esbuild'

const entry = join(import.meta.dirname, '..', '..', 'client-sdk', 'src', 'return-page', 'main.ts')

interface ReturnScript {
  /** One classic script. */
  code: string
  /** What it was made of. */
  files: string[]
}

let made: ReturnScript | undefined

/** The script of the page that ends connections, from the SDK's sources. */
export function buildReturnScript(): ReturnScript {
  made ??= build()
  return made
}

function build(): ReturnScript {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    // The browsers inside of older apps.
    target: 'es2020',
    legalComments: 'none',
    absWorkingDir: join(import.meta.dirname, '..'),
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const [file] = outputFiles
  if (!file) throw new Error('There is no script of the return page.')
  return {
    // Inside of a page nothing may look like the end of a script.
    code: file.text.trim().replaceAll('</script', String.raw`<\/script`),
    files: Object.keys(metafile.inputs).map((path) => join(import.meta.dirname, '..', path)),
  }
}
