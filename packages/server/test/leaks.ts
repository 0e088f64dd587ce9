import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const shortestSecret = 16
const tellingPrefix = 14
/** So that no end and the beginning after it look like a secret. */
const between = Buffer.from('\n')

/** A secret as it may turn up somewhere: as it is, encoded, or cut short. */
function formsOf(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret)
  const forms = new Map([
    ['plain', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in hex', bytes.toString('hex')],
    ['in upper hex', bytes.toString('hex').toUpperCase()],
    ['cut short', secret.slice(0, tellingPrefix)],
  ])
  // Inside of a longer text the same bytes have three forms; the ends of each depend on what is beside them.
  for (const shift of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
    const start = shift === 0 ? 0 : 4
    const end = Math.floor(shifted.length / 3) * 4
    forms.set(`in base64, ${shift}`, shifted.toString('base64').slice(start, end))
    forms.set(`in base64url, ${shift}`, shifted.toString('base64url').slice(start, end))
  }
  return forms
}

/** Gathers what leaves the product and looks for its secrets in it. */
export interface LeakWatch {
  know(...secrets: readonly (string | undefined)[]): void
  /** @param where for the report, such as `log` */
  hear(where: string, text: string | Buffer): void
  hearFolder(folder: string): void
  /** `where: form` of each secret that was found; the secret itself is not repeated. */
  leaks(): string[]
}

export function watchForLeaks(): LeakWatch {
  const secrets = new Set<string>()
  const heard = new Map<string, Buffer[]>()
  const watch: LeakWatch = {
    know(...more) {
      for (const secret of more) if (secret !== undefined && secret.length >= shortestSecret) secrets.add(secret)
    },
    hear(where, text) {
      const pieces = heard.get(where) ?? []
      pieces.push(typeof text === 'string' ? Buffer.from(text) : text, between)
      heard.set(where, pieces)
    },
    hearFolder(folder) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(folder, name)
        if (statSync(path).isFile()) watch.hear(`file ${name}`, readFileSync(path))
      }
    },
    leaks() {
      const found = new Set<string>()
      const forms = [...secrets].flatMap((secret) => [...formsOf(secret)])
      for (const [where, pieces] of heard) {
        // A search through one long text takes far less time than one through each of its thousand lines.
        const bytes = Buffer.concat(pieces)
        for (const [form, text] of forms) if (bytes.includes(text)) found.add(`${where}: ${form}`)
      }
      return [...found]
    },
  }
  return watch
}
