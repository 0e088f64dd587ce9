import type { Locale } from './locales.ts'

const oldest = [22, 14] as const

const sentences: Record<Locale, (found: string) => string> = {
  'pt-BR': (found) => `O Instagram Dashboard precisa do Node ${oldest.join('.')} ou mais novo, e este é o ${found}.`,
  en: (found) => `Instagram Dashboard needs Node ${oldest.join('.')} or newer, and this is ${found}.`,
}

/** What is wrong with the Node that runs this, as a sentence; `undefined` when it will do. */
export function nodeFault(locale: Locale, version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return isNewEnough ? undefined : sentences[locale](version)
}
