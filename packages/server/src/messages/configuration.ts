import type { Locale } from './locales.ts'
import { configuration as ptBr } from './pt-br/configuration.ts'

/** What `config.ts` and the vault say of a variable in English, and the same in another language. */
export type ConfigurationSentences = readonly (readonly [english: RegExp, translation: string])[]

const sentences = { 'pt-BR': ptBr, en: [] } satisfies Record<Locale, ConfigurationSentences>

/** Unknown words stay as they are: better English than nothing. */
export function configurationProblem(problem: string, locale: Locale): string {
  const found = sentences[locale].find(([english]) => english.test(problem))
  return found ? problem.replace(found[0], found[1]) : problem
}
