import type { ConfigurationSentences } from './configuration-sentences.ts'
import type { Locale } from './locales.ts'
import { configuration as ptBr } from './pt-br/configuration.ts'

const sentences = { 'pt-BR': ptBr, en: [] } satisfies Record<Locale, ConfigurationSentences>

/** Unknown words stay as they are: better English than nothing. */
export function configurationProblem(problem: string, locale: Locale): string {
  const found = sentences[locale].find(([english]) => english.test(problem))
  return found ? problem.replace(found[0], found[1]) : problem
}
