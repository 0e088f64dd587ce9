import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Benchmark, Row } from './benchmark.ts'

const dist = new URL('../packages/client-sdk/dist/', import.meta.url)
const unit = 'kB, gzip'

export const sdkSize: Benchmark = {
  ids: ['sdkSize', 'sdkSizeReact'],
  what: 'what a page loads of the built SDK: its core, and the React part with the core',
  goals: { sdkSize: { figure: 'value', atMost: 15 }, sdkSizeReact: { figure: 'value', atMost: 120 } },
  run: async () => [rowOf('sdkSize', 'index.js'), rowOf('sdkSizeReact', 'react/index.js')],
}

function rowOf(id: string, entry: string): Row {
  const files = filesFrom(new URL(entry, dist))
  const bytes = [...files].reduce((sum, url) => sum + gzipSync(readFileSync(new URL(url)), { level: 9 }).length, 0)
  return { id, ratio: null, value: bytes / 1000, unit, baseline: null, runs: 1 }
}

/** A file and all that it loads of the package, what it loads later included; React itself is the host's. */
function filesFrom(url: URL, found = new Set<string>()): Set<string> {
  if (found.has(url.href)) return found
  found.add(url.href)
  for (const [, path = ''] of readFileSync(url, 'utf8').matchAll(
    /(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g,
  )) {
    filesFrom(new URL(path, url), found)
  }
  return found
}
