/** Those that a browser opens, runs or hands to another program: no app can have them for itself. */
const taken =
  /^(about|android-app|blob|chrome|content|data|file|ftp|https?|intent|itms[\w-]*|javascript|mailto|market|ms-[\w-]+|resource|sms|tel|vbscript|view-source|wss?):$/

/** `myapp://` for an address that only an app opens, `myapp://connected` or `com.example.app:/connected`; `null` for any other. */
export function appSchemeOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol } = new URL(address)
  return taken.test(protocol) ? null : `${protocol}//`
}
