import { dirname } from 'node:path'
import { build } from 'vite'

/** A page of a host with React, from its source and ours, as one script of a production. */
export async function pageScript(entry: string): Promise<string> {
  const result = await build({
    root: dirname(entry),
    configFile: false,
    logLevel: 'silent',
    // As for a production, although a test asks.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: { conditions: ['source', 'module', 'browser', 'import'] },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['es'] },
      rollupOptions: { output: { codeSplitting: false } },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const [made] = [result].flat()
  const chunk = made !== undefined && 'output' in made ? made.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('There is no page')
  return chunk.code
}
