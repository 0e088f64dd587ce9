import { readText } from './changes.ts'
import { parseEnv } from 'node:util'
import { findApp, type Framework } from './find-app.ts'
import type { Host } from './read-host.ts'

const usual: Record<Framework, number> = {
  next: 3000,
  sveltekit: 5173,
  nest: 3000,
  fastify: 3000,
  hono: 3000,
  express: 3000,
}

/** Scripts that start an app; others may name the port of a database. */
const starting = ['dev', 'start:dev', 'develop', 'start', 'serve']
/** How far behind the word a port stands, at most. */
const nearBy = 200

/**
 * The port at which the app answers, as far as it says so: by `.env`, by what starts it, by the call in the file that makes
 * the app, or else the framework's usual one.
 */
export function findPort(host: Host, framework: Framework): number {
  return portOfEnv(host, framework) ?? portOfScripts(host) ?? portOfApp(host, framework) ?? usual[framework]
}

function portOfEnv(host: Host, framework: Framework): number | undefined {
  // These two begin to listen before they read it.
  if (framework === 'next' || framework === 'sveltekit') return undefined
  try {
    return numberIn(parseEnv(readText(host.root, '.env') ?? '')['PORT'] ?? '')
  } catch {
    return undefined
  }
}

function portOfScripts({ manifest: { scripts } }: Host): number | undefined {
  for (const name of starting) {
    const port = /(?:^|\s)(?:-p|--port)[\s=]?(\d{2,5})(?![\d:])/.exec(scripts?.[name] ?? '')?.[1]
    if (port !== undefined) return Number(port)
  }
  return undefined
}

function portOfApp(host: Host, framework: Framework): number | undefined {
  if (framework === 'next' || framework === 'sveltekit') return undefined
  const app = findApp(host, framework)
  if ('reason' in app) return undefined
  for (const { index } of app.text.matchAll(/\b(?:listen|serve)\(/g)) {
    const call = app.text.slice(index, index + nearBy)
    const port = numberIn(call) ?? portNamedIn(call, app.text)
    if (port !== undefined) return port
  }
  return undefined
}

/** The number of a constant that a call names. */
function portNamedIn(call: string, text: string): number | undefined {
  const [name] = /\b\w*port\b/i.exec(call) ?? []
  const made = name === undefined ? -1 : text.search(new RegExp(`\\b(?:const|let|var) ${name}\\b`))
  return made === -1 ? undefined : numberIn(text.slice(made).split('\n', 1)[0] ?? '')
}

function numberIn(text: string): number | undefined {
  const found = /\b\d{4,5}\b/.exec(text)?.[0]
  return found === undefined ? undefined : Number(found)
}
