import ipaddr from 'ipaddr.js'

const mostKept = 1_000
const kept = new Map<string, string | null>()

/** Enough to tell apart where calls come from, too little to tell who: 24 bits of IPv4, 48 of IPv6. */
export function networkOf(address: string | undefined): string | null {
  if (address === undefined) return null
  const known = kept.get(address)
  if (known !== undefined) return known
  const network = cutShort(address)
  if (kept.size >= mostKept) kept.clear()
  kept.set(address, network)
  return network
}

function cutShort(address: string): string | null {
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.process(address)
  const bits = parsed.kind() === 'ipv4' ? 24 : 48
  const network = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6
  return `${network.networkAddressFromCIDR(`${parsed.toString()}/${bits}`).toString()}/${bits}`
}
