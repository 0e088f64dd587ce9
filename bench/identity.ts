/** Instagram's id of a measured account. Beyond what a JavaScript number holds, as the real ones are. */
export function instagramUserIdOf(index: number): string {
  return String(17_841_400_000_000_000n + BigInt(index))
}

/** The token of a measured account. Its number at the end says whose it is. */
export function tokenOf(index: number): string {
  return `IGAA${'x'.repeat(150)}${index}`
}
