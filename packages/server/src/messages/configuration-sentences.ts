/** What `config.ts` and the vault say of a variable in English, and the same in another language. */
export type ConfigurationSentences = readonly (readonly [english: RegExp, translation: string])[]
