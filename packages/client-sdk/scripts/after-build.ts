// Puts beside the bundles what is no code: the style sheet for pages that link it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stylesheet } from '../src/react/styles/stylesheet.ts'

writeFileSync(join(import.meta.dirname, '..', 'dist', 'react', 'styles.css'), stylesheet)
