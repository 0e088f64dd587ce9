const longestAddress = 4_096
/** A host without a user before it; nothing that browsers read otherwise or that ends an attribute. */
const web = /^https:\/\/[^\s/\\"<>@?#]+(?:[/?#][^\s\\"<>]*)?$/i
/** An address on this machine is the sandbox's, which has no certificate. */
const local = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/][^\s\\"<>@]*)?$/i
/** Names, never numbers: what is shown is in Instagram's network and not in the reader's own. */
const hostName = /^(?=.*[a-z])[a-z\d](?:[a-z\d.-]*[a-z\d])?$/

/**
 * An address of Instagram's that a page may link to or show: https, of a host with a name, without a user or a password
 * in it. `null` for any other, as one that runs a script, one without a scheme and one that is no address.
 */
export function shownAddress(address: string | null): string | null {
  if (address === null || address.length > longestAddress || !URL.canParse(address)) return null
  if (local.test(address)) return address
  return web.test(address) && hostName.test(new URL(address).hostname) ? address : null
}
