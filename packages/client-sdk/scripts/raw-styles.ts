import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether a module is the text of a style sheet, asked for as in Vite: `import text from './some.css?raw'`. */
export function isRawStyle(id: string): boolean {
  return id.endsWith('.css?raw')
}

/** The module whose default export is the text, without comments and indentation. */
export function rawStyle(id: string): string {
  const file = id.slice(0, -'?raw'.length)
  const text = readFileSync(file.startsWith('file:') ? fileURLToPath(file) : file, 'utf8')
  return `export default ${JSON.stringify(
    text
      .replaceAll(/\/\*.*?\*\//gs, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )}`
}
