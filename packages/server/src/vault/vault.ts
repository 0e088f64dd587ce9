import { createHash } from 'node:crypto'
import { CannotOpen, fernetTime, openFernet, parseFernetKey, sealFernet, type FernetKey } from './fernet.ts'
import { Secret } from './secret.ts'

declare const sealed: unique symbol
/** A token as it may be stored: `v1.<key id>.<Fernet token>`. */
export type Sealed = string & { readonly [sealed]: true }

/** What a sealed token, or another secret, belongs to. It is inside the ciphertext, so a ciphertext copied to another row does not open. */
export interface SealContext {
  purpose: 'long_token' | 'short_token' | 'installation_secret' | 'person_key' | 'return_code'
  owner: string
  subject: string
}

/** What was in a bare Fernet token, and when it was made. */
export interface OpenedToken {
  token: Secret
  madeAt: Date
}

export type VaultFault = 'cannot_open' | 'unknown_key' | 'invalid_key'

/** Carries no key, no token and no ciphertext. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly reason: VaultFault

  constructor(reason: VaultFault, message: string) {
    super(message)
    this.reason = reason
  }
}

export interface Vault {
  /** How many stored texts did not open since the start. */
  failures(): number
  /** Ids of the keys, the sealing one first. */
  readonly keyIds: readonly string[]
  /** Id of the key that seals. */
  readonly firstKeyId: string
  /** Seals with the first key. */
  seal(context: SealContext, token: Secret): Sealed
  /** @throws VaultError when the key is not here, the text was changed, or it belongs to another context */
  open(context: SealContext, stored: string): Secret
  /** A bare Fernet token that another program made with a key of this ring; `null` for one that does not open. */
  openBare(token: string): OpenedToken | null
  /** Whether a key of the ring opens it, whatever it belongs to. */
  canOpen(stored: string): boolean
  /** The id of the key that a stored token needs; `undefined` for a text of another form. */
  keyIdOf(stored: string): string | undefined
  /** Whether a stored token is not sealed by the first key. */
  needsRewrap(stored: string): boolean
  /**
   * The same token sealed by the first key; the stored text itself when it already is.
   * @throws VaultError as `open` does: what does not open for its context is not given a newer key
   */
  rewrap(context: SealContext, stored: string): Sealed
}

/** What is wrong with a ring of keys, naming places and never values; `undefined` for a good one. */
export function keyRingFault(keys: string): string | undefined {
  try {
    return readRing(keys.split(',')).length === 0 ? noKey : undefined
  } catch (error) {
    if (error instanceof VaultError) return error.message
    throw error
  }
}

const noKey = 'has no key'
const cannotOpen = () => new VaultError('cannot_open', 'The stored token can not be opened')
const storedForm = /^v1\.([0-9a-f]{8})\.([\w=-]+)$/

/**
 * A ring of Fernet keys: the first seals, all open.
 * @param keys the keys as one text separated by commas, or one by one; empty places are passed over
 * @throws VaultError naming the place, never the value, of a key that is not 32 bytes of base64url
 */
export function createVault({ keys, now }: { keys: Secret | readonly string[]; now: () => Date }): Vault {
  const ring = readRing(keys instanceof Secret ? keys.use((text) => text.split(',')) : keys)
  const [first] = ring
  if (!first) throw new VaultError('invalid_key', noKey)

  let failures = 0
  const openText = (stored: string): string => {
    const [, keyId, token] = storedForm.exec(stored) ?? []
    const entry = ring.find(({ id }) => id === keyId)
    if (keyId !== undefined && !entry) throw new VaultError('unknown_key', `The key ${keyId} is not in the ring`)
    try {
      if (!entry || token === undefined) throw new CannotOpen()
      return openFernet([entry.key], token).toString('utf8')
    } catch {
      throw cannotOpen()
    }
  }
  const keyIdOf = (stored: string) => storedForm.exec(stored)?.[1]
  const needsRewrap = (stored: string) => keyIdOf(stored) !== first.id
  const seal = (context: SealContext, token: Secret) =>
    token.use((text) => {
      const plaintext = Buffer.from(JSON.stringify({ c: contextText(context), t: text }))
      return `v1.${first.id}.${sealFernet(first.key, plaintext, { now: now() })}` as Sealed
    })
  const open = (context: SealContext, stored: string) => {
    try {
      const { c, t } = readPlaintext(openText(stored))
      if (typeof t !== 'string' || c !== contextText(context)) throw cannotOpen()
      return Secret.of(t)
    } catch (error) {
      failures += 1
      throw error
    }
  }

  return {
    failures: () => failures,
    keyIds: ring.map(({ id }) => id),
    firstKeyId: first.id,
    seal,
    open,
    openBare: (text) => {
      try {
        const keys = ring.map(({ key }) => key)
        const opened = openFernet(keys, text).toString('utf8')
        return opened === '' ? null : { token: Secret.of(opened), madeAt: fernetTime(text) }
      } catch {
        return null
      }
    },
    canOpen: (stored) => {
      try {
        return typeof readPlaintext(openText(stored)).t === 'string'
      } catch {
        return false
      }
    },
    keyIdOf,
    needsRewrap,
    rewrap: (context, stored) => {
      const token = open(context, stored)
      return needsRewrap(stored) ? seal(context, token) : (stored as Sealed)
    },
  }
}

function readRing(parts: readonly string[]): { id: string; key: FernetKey }[] {
  return parts
    .map((part, index) => ({ text: part.trim(), place: index + 1 }))
    .filter(({ text }) => text !== '')
    .map(({ text, place }) => {
      const key = parseFernetKey(text)
      if (!key) throw new VaultError('invalid_key', `key ${place} is not a Fernet key (32 bytes, base64url)`)
      const id = createHash('sha256')
        .update('igc-kid')
        .update(key.signing.export())
        .update(key.encryption.export())
        .digest('hex')
      return { id: id.slice(0, 8), key }
    })
}

/** Lengths first, so that no two contexts read the same. */
function contextText({ purpose, owner, subject }: SealContext): string {
  return [purpose, owner, subject].map((part) => `${Buffer.byteLength(part)}:${part}`).join('|')
}

function readPlaintext(text: string): { c?: unknown; t?: unknown } {
  // A foreign Fernet token may hold anything; the parser's message would quote it.
  try {
    return Object(JSON.parse(text)) as { c?: unknown; t?: unknown }
  } catch {
    return {}
  }
}
