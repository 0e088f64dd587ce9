import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const ownFolder = dirname(fileURLToPath(import.meta.url))
const mostPlaces = 500
const places = new Map<string, string>()

/**
 * A line of a stack as it was written: where a map lies beside the built file, the position in it is looked up there. A
 * map is read when the first error comes from a place and let go of, since it takes megabytes; the place is kept.
 * @param line as `at work (file:///somewhere/standalone-dashboard.js:5:177894)`
 */
export function writtenPlace(line: string): string {
  const known = places.get(line)
  if (known !== undefined) return known
  const written = lookUp(line) ?? line
  if (places.size < mostPlaces) places.set(line, written)
  return written
}

function lookUp(line: string): string | undefined {
  const start = Math.max(line.lastIndexOf(' '), line.lastIndexOf('(')) + 1
  const [, address = '', row, column, rest = ''] = /^([^:]*(?::[^:]*)?):(\d+):(\d+)(\)?)$/.exec(line.slice(start)) ?? []
  try {
    const file = address.startsWith('file:') ? fileURLToPath(address) : address
    // What others have built has its own names, and maps of any size.
    if (!file.startsWith(ownFolder) || !file.endsWith('.js')) return undefined
    const payload = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload
    const origin = new SourceMap(payload).findOrigin(Number(row), Number(column))
    if (!('fileName' in origin)) return undefined
    return `${line.slice(0, start)}${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}${rest}`
  } catch {
    // Without a map the built place is all there is to say.
    return undefined
  }
}
