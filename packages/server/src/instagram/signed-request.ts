import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Concealed } from './http.ts'
import { parseLosslessJson } from './lossless-json.ts'

/** What Meta's deauthorize and data deletion callbacks say. */
export interface SignedRequest {
  /** The account's app-scoped id, as text: it exceeds 2^53. */
  appScopedId: string
  /** When Meta made it; `null` when it does not say. */
  issuedAt: Date | null
}

const payloadShape = z.object({
  algorithm: z.string().regex(/^hmac-sha256$/i),
  user_id: z
    .union([z.string(), z.int().nonnegative()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,32}$/)),
  issued_at: z.number().nonnegative().max(1e11).optional(),
})

const base64url = /^[\w-]+={0,2}$/

/**
 * Reads a `signed_request`: `<signature>.<payload>`, both base64url, the signature an HMAC-SHA256 over the payload as
 * it was sent, not as it decodes. The payload is not looked at before the signature is known to be right.
 * Source: Meta, "Parsing the Signed Request" and "Data Deletion Request Callback".
 * @param secrets any of which may have signed: the Instagram app's, or that of the Meta app around it
 * @returns `undefined` for anything that was not signed so, or that does not say beyond doubt who is meant
 */
export function readSignedRequest(text: string, secrets: readonly Concealed[]): SignedRequest | undefined {
  const dot = text.indexOf('.')
  const signature = text.slice(0, Math.max(dot, 0))
  const payload = text.slice(dot + 1)
  if (!base64url.test(signature) || !base64url.test(payload)) return undefined
  if (!secrets.some((secret) => secret.use((key) => isSignedBy(key, { signature, payload })))) return undefined

  const json = decodeUtf8(Buffer.from(payload, 'base64url'))
  if (json === undefined || namesTwice(json)) return undefined
  const read = payloadShape.safeParse(parseLosslessJson(json))
  if (!read.success) return undefined
  const { user_id: appScopedId, issued_at: seconds } = read.data
  return { appScopedId, issuedAt: seconds === undefined ? null : new Date(seconds * 1000) }
}

function isSignedBy(key: string, { signature, payload }: { signature: string; payload: string }): boolean {
  const expected = createHmac('sha256', key).update(payload).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** RFC 8259 leaves open which of two equal names counts; what is deleted must not depend on that. */
function namesTwice(json: string): boolean {
  return (json.match(/"user_id"\s*:/g) ?? []).length > 1
}
