import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The five permissions of "Business Login for Instagram". */
export const scopes = [
  'instagram_business_basic',
  'instagram_business_manage_insights',
  'instagram_business_content_publish',
  'instagram_business_manage_comments',
  'instagram_business_manage_messages',
] as const
export type Scope = (typeof scopes)[number]

export const basicScope: Scope = 'instagram_business_basic'
export const insightsScope: Scope = 'instagram_business_manage_insights'

export type SecretKind = 'code' | 'short' | 'long'

/** What a code or token says about itself. Nothing else is kept, so a restarted sandbox knows its old tokens. */
export interface Claims {
  username: string
  kind: SecretKind
  issuedAt: Date
  expiresAt: Date
  scopes: readonly Scope[]
  nonce: string
  /** Codes only: fingerprint of the redirect_uri. */
  redirect?: string
}

const macLength = 32
const prefixes = { code: 'AQ', short: 'IGAA', long: 'IGAA' } as const
/** Live tokens are 180 characters and more. */
const smallestPayload = 108

/** Whether the text is one of the permissions. */
export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text)
}

export function newNonce(): string {
  return randomBytes(9).toString('base64url')
}

/** Short fingerprint of a redirect_uri. */
export function fingerprint(text: string): string {
  return createHmac('sha256', 'redirect').update(text).digest('base64url').slice(0, 16)
}

/** Makes the text of a code or token. */
export function seal(claims: Claims, key: string): string {
  const fields = [
    claims.username,
    claims.kind,
    claims.issuedAt.getTime(),
    claims.expiresAt.getTime(),
    claims.scopes.map((scope) => scopes.indexOf(scope)).join(''),
    claims.nonce,
    claims.redirect ?? '',
  ]
  const payload = Buffer.from(JSON.stringify(fields).padEnd(smallestPayload, ' '))
  return prefixes[claims.kind] + Buffer.concat([payload, mac(payload, key)]).toString('base64url')
}

/** Reads a code or token; says why when it cannot. Does not judge whether it is expired or revoked. */
export function unseal(text: string, key: string): Claims | 'unreadable' | 'forged' {
  const prefix = text.startsWith(prefixes.long) ? prefixes.long : prefixes.code
  if (!text.startsWith(prefix)) return 'unreadable'
  const bytes = Buffer.from(text.slice(prefix.length), 'base64url')
  if (bytes.length < smallestPayload + macLength) return 'unreadable'
  const payload = bytes.subarray(0, -macLength)
  if (!timingSafeEqual(bytes.subarray(-macLength), mac(payload, key))) return 'forged'
  const [username, kind, issuedAt, expiresAt, granted, nonce, redirect] = JSON.parse(payload.toString()) as [
    string,
    SecretKind,
    number,
    number,
    string,
    string,
    string,
  ]
  return {
    username,
    kind,
    issuedAt: new Date(issuedAt),
    expiresAt: new Date(expiresAt),
    scopes: [...granted].flatMap((digit) => scopes[Number(digit)] ?? []),
    nonce,
    ...(redirect !== '' && { redirect }),
  }
}

function mac(payload: Buffer, key: string): Buffer {
  return createHmac('sha256', `sandbox ${key}`).update(payload).digest()
}
