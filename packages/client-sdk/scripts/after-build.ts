// Puts beside the bundles what is no code: the style sheet for pages that link it.
import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { isRawStyle, rawStyle } from './raw-styles.ts'

registerHooks({
  load: (url, context, next) =>
    isRawStyle(url) ? { format: 'module', shortCircuit: true, source: rawStyle(url) } : next(url, context),
})
const { stylesheet } = await import('../src/react/styles/stylesheet.ts')

writeFileSync(join(import.meta.dirname, '..', 'dist', 'react', 'styles.css'), stylesheet)
