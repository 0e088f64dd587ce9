import { dayMs, hourMs } from './days.ts'
import type { SandboxPerson } from './people.ts'
import type { Settings } from './settings.ts'
import { fingerprint, newNonce, seal, unseal, type Claims, type Scope } from './tokens.ts'

/** "Business Login for Instagram": a code and a short token live for one hour. */
const shortLife = hourMs
/** What `expires_in` of the printed sample says, a little less than 60 days. */
const longLife = 5_183_944_000

interface Revocation {
  at: Date
  /** Tokens given since, for a clock that stands still. */
  nonces: Set<string>
}

/** Codes and tokens: gives them, reads them, and knows which are used, extended or revoked. */
export class TokenLedger {
  /** Every code and token given; a reset keeps them. */
  readonly issuedSecrets: string[] = []
  readonly #seed: string
  readonly #now: () => Date
  readonly #usedCodes = new Set<string>()
  /** Expiry of tokens that a refresh kept, by nonce. */
  readonly #extended = new Map<string, Date>()
  readonly #revocations = new Map<string, Revocation>()

  constructor({ seed }: Pick<Settings, 'seed'>, now: () => Date) {
    this.#seed = seed
    this.#now = now
  }

  clear(): void {
    this.#usedCodes.clear()
    this.#extended.clear()
    this.#revocations.clear()
  }

  issueCode(person: SandboxPerson, scopes: readonly Scope[], redirectUri: string): string {
    return this.#issue(person, { kind: 'code', scopes, life: shortLife, redirect: fingerprint(redirectUri) })
  }

  issueShort(person: SandboxPerson, scopes: readonly Scope[]): string {
    return this.#issue(person, { kind: 'short', scopes, life: shortLife })
  }

  /** The first long token of a person with the `short_lived` quirk ends after five days. */
  issueLong(person: SandboxPerson, scopes: readonly Scope[], isRefresh: boolean): { token: string; expiresIn: number } {
    const life = person.quirk === 'short_lived' && !isRefresh ? 5 * dayMs : longLife
    return { token: this.#issue(person, { kind: 'long', scopes, life }), expiresIn: life / 1000 }
  }

  /** Keeps the token and gives it new days. */
  extend(claims: Claims): number {
    this.#extended.set(claims.nonce, new Date(this.#now().getTime() + longLife))
    return longLife / 1000
  }

  /** Reads a code or token. */
  read(secret: string): Claims | 'unreadable' | 'forged' {
    const claims = unseal(secret, this.#seed)
    if (typeof claims === 'string') return claims
    return { ...claims, expiresAt: this.#extended.get(claims.nonce) ?? claims.expiresAt }
  }

  /** True the first time. */
  useCode(claims: Claims): boolean {
    if (this.#usedCodes.has(claims.nonce)) return false
    this.#usedCodes.add(claims.nonce)
    return true
  }

  /** The person removes the app: what was given so far is refused. */
  revoke({ username }: SandboxPerson): void {
    this.#revocations.set(username, { at: this.#now(), nonces: new Set() })
  }

  isRevoked({ username }: SandboxPerson, { issuedAt, nonce }: Claims): boolean {
    const revocation = this.#revocations.get(username)
    return revocation !== undefined && issuedAt <= revocation.at && !revocation.nonces.has(nonce)
  }

  #issue(
    { username }: SandboxPerson,
    { life, ...claims }: Pick<Claims, 'kind' | 'scopes' | 'redirect'> & { life: number },
  ): string {
    const issuedAt = this.#now()
    const expiresAt = new Date(issuedAt.getTime() + life)
    const nonce = newNonce()
    const secret = seal({ ...claims, username, issuedAt, expiresAt, nonce }, this.#seed)
    this.#revocations.get(username)?.nonces.add(nonce)
    this.issuedSecrets.push(secret)
    return secret
  }
}
