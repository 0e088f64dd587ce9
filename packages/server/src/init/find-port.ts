import type { Framework } from './find-app.ts'
import type { Host } from './read-host.ts'

const usual: Record<Framework, number> = {
  next: 3000,
  sveltekit: 5173,
  nest: 3000,
  fastify: 3000,
  hono: 3000,
  express: 3000,
}

/** How far behind the word a port stands, at most. */
const nearBy = 80

/** The port that the host's own sources name, or the framework's usual one. */
export function findPort(host: Host, framework: Framework): number {
  if (framework === 'sveltekit') return usual[framework]
  for (const path of host.sources) {
    const text = host.read(path)
    for (const { index } of text.matchAll(/\blisten\(|\bport\b/gi)) {
      const [line = ''] = text.slice(index, index + nearBy).split('\n', 1)
      const number = /\b\d{4,5}\b/.exec(line)?.[0]
      if (number !== undefined) return Number(number)
    }
  }
  return usual[framework]
}
