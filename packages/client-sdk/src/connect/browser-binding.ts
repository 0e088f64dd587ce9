/** What ties a attempt to this browser, as PKCE does (RFC 7636 §4): the server has the challenge, and later the verifier. */
export interface BrowserBinding {
  verifier: string
  /** SHA-256 of the verifier, base64url. */
  challenge: string
}

/** 366 random bits. `undefined` where the browser has no cryptography, as on a page without https. */
export async function newBrowserBinding(): Promise<BrowserBinding | undefined> {
  if (!globalThis.crypto?.subtle) return undefined
  const verifier = crypto.randomUUID() + crypto.randomUUID() + crypto.randomUUID()
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)))
  return { verifier, challenge: base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '') }
}
