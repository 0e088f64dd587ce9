const longestAnswerMs = 5_000

/** Whether the public keys of logins can be had, by asking for them. Never rejects. */
export async function checkPublicKeys(url: string): Promise<'ok' | 'unreachable' | 'none'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(longestAnswerMs), redirect: 'manual' })
    if (response.status !== 200) return 'unreachable'
    const { keys } = (await response.json()) as { keys?: unknown }
    return Array.isArray(keys) && keys.some(isPublicKey) ? 'ok' : 'none'
  } catch {
    return 'unreachable'
  }
}

/** A secret key has no place there, and is not taken. */
function isPublicKey(key: unknown): boolean {
  const type = typeof key === 'object' && key !== null && 'kty' in key ? key.kty : undefined
  return type === 'RSA' || type === 'EC' || type === 'OKP'
}
