const said = new Set<string>()

/** Tells a developer what is missing, each thing once. Never with what a user has brought. */
export function hint(text: string): void {
  if (said.has(text)) return
  said.add(text)
  console.warn(`[instagram-dashboard] ${text}`)
}
