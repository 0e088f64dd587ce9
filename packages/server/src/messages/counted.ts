type Noun = readonly [one: string, other: string]

/** `1 conta`, `2 contas`, `1.000.000 de contas`: for the terminal, whose words are no ICU messages. */
export function countedPtBr(count: number, [one, other]: Noun): string {
  const isMillions = new Intl.PluralRules('pt-BR').select(count) === 'many'
  return `${count.toLocaleString('pt-BR')} ${isMillions ? 'de ' : ''}${count === 1 ? one : other}`
}

/** `1 account`, `2 accounts`. */
export function countedEn(count: number, [one, other]: Noun): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : other}`
}
