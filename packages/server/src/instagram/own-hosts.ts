/** Whether an address belongs to Instagram: https, and a host of `instagram.com`. */
export function isInstagramAddress(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' && /^([\w-]+\.)?instagram\.com$/.test(hostname)
}
