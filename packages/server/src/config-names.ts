const prefix = 'INSTAGRAM_'

/**
 * The name that a setting has for `serve` and the command line: `databaseUrl` is `DATABASE_URL`. Inside of a host such
 * names are the host's own.
 */
export const genericName = (option: string): string => option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

/** The name that is ours everywhere: `databaseUrl` is `INSTAGRAM_DATABASE_URL`. */
export const prefixedName = (option: string): string => {
  const name = genericName(option)
  return name.startsWith(prefix) ? name : `${prefix}${name}`
}

/** Node's own convention, which says the same of the host and of us. */
const sharedOption = 'nodeEnv'

/** The names under which a setting is looked for; what the first says counts. */
export function namesOf(option: string, { isEmbedded }: { isEmbedded: boolean }): string[] {
  const names =
    isEmbedded && option !== sharedOption ? [prefixedName(option)] : [prefixedName(option), genericName(option)]
  return [...new Set(names)]
}

/** A text for a host: the generic names in it with the prefix that they need there. @param options all there are */
export function withPrefixes(text: string, options: readonly string[]): string {
  const names = options.filter((option) => option !== sharedOption && prefixedName(option) !== genericName(option))
  return text.replace(new RegExp(`\\b(?:${names.map(genericName).join('|')})\\b`, 'g'), `${prefix}$&`)
}
