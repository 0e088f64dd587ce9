import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { generateEncryptionKey } from '@instagram-dashboard/server'

export interface DemoSecrets {
  /** Fernet key that seals the Instagram tokens in the database. */
  tokenEncryptionKey: string
  /** Signs the session cookies of the host app. */
  sessionSecret: string
}

/** Reads the secrets of this machine, or makes them on the first start. */
export async function loadSecrets(path: string): Promise<DemoSecrets> {
  const saved = await readSecrets(path)
  if (saved !== null) return saved
  const secrets = { tokenEncryptionKey: generateEncryptionKey(), sessionSecret: randomBytes(32).toString('base64url') }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // `wx` never overwrites: the tokens already in the database could not be read with a new key.
  await writeFile(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return secrets
}

async function readSecrets(path: string): Promise<DemoSecrets | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const value: unknown = JSON.parse(text)
  if (
    typeof value === 'object' &&
    value !== null &&
    'tokenEncryptionKey' in value &&
    'sessionSecret' in value &&
    typeof value.tokenEncryptionKey === 'string' &&
    typeof value.sessionSecret === 'string'
  ) {
    return { tokenEncryptionKey: value.tokenEncryptionKey, sessionSecret: value.sessionSecret }
  }
  throw new Error(`${path} is not a secrets file of the demo. Move it away and start again.`)
}
