/** An address on this machine is the sandbox's, which has no certificate. */
const shown = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/])\S+$/i

/** An address of Instagram's that a page may link to or show; `null` for any other, as one that runs a script. */
export function shownAddress(address: string | null): string | null {
  return address !== null && shown.test(address) && URL.canParse(address) ? address : null
}
