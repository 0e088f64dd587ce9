import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup as systemLookup } from 'node:dns'
import ipaddr from 'ipaddr.js'

/** A name that leads into a private network. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress'
  readonly code = 'PRIVATE_ADDRESS'
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** An address of the open internet: not of this machine, a private network, or a cloud's own services. */
export function isAllowedAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 only 2000::/3 is given out; the rest holds retired forms that carry private addresses (RFC 4291 §2.4).
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast)
}

type Callback = (error: Error | null, address: string | LookupAddress[], family?: number) => void
export type Lookup = (name: string, options: LookupOptions, callback: Callback) => void

/**
 * Resolves a name for a connection and refuses it when any of its addresses is not public. The connection goes to the
 * very addresses that were looked at, so a name can not lead elsewhere a moment later.
 */
export function publicLookup(lookup: Lookup = systemLookup as Lookup): Lookup {
  return (name, options, callback) =>
    lookup(name, options, (error, address, family) => {
      if (error) return callback(error, address, family)
      const found = typeof address === 'string' ? [address] : address.map((entry) => entry.address)
      if (found.length > 0 && found.every(isAllowedAddress)) return callback(null, address, family)
      callback(new PrivateAddress('The name does not lead to a public address'), address, family)
    })
}
