// Puts beside the bundles what is no code: the style sheet for pages that link it, and declarations for compilers to
// CommonJS.
import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { finishModules, finishTypes } from '../../../scripts/finish-types.ts'
import { isRawStyle, rawStyle } from './raw-styles.ts'

registerHooks({
  load: (url, context, next) =>
    isRawStyle(url) ? { format: 'module', shortCircuit: true, source: rawStyle(url) } : next(url, context),
})
const { stylesheet } = await import('../src/react/styles/stylesheet.ts')

const dist = join(import.meta.dirname, '..', 'dist')
writeFileSync(join(dist, 'react', 'styles.css'), stylesheet)
finishTypes(dist, { mayImport: [] })
for (const part of ['react', 'element']) finishTypes(join(dist, part), { mayImport: ['react'] })
finishTypes(join(dist, 'react-native'), { mayImport: [] })
finishTypes(join(dist, 'vue'), { mayImport: ['vue'] })
finishTypes(join(dist, 'svelte'), { mayImport: ['svelte', 'svelte/elements', 'svelte/store'] })
// Their types are those of the parts.
for (const part of ['react', 'vue', 'svelte']) finishModules(join(dist, 'tanstack-query', part))
