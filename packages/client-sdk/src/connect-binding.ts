/** What ties a flow to this browser: the server has the hash from the start, and gets the secret at the end. */
export interface BrowserSecret {
  secret: string
  /** SHA-256 of the secret, base64url, as PKCE's S256 (RFC 7636 §4.2). */
  hash: string
}

/** 256 random bits. `undefined` where the browser has no cryptography, as on a page without https. */
export async function newBrowserSecret(): Promise<BrowserSecret | undefined> {
  if (typeof crypto === 'undefined' || !crypto.subtle) return undefined
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return { secret, hash: base64url(new Uint8Array(hash)) }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
