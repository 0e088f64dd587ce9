import type { ReasonMessages } from './reason-texts.pt-br.ts'

/** A stored reason in the reader's words; one that this page does not know yet stays as it is stored. */
export function nameReason(reason: string, { codes, others, numbered }: ReasonMessages): string {
  const known: Readonly<Record<string, string>> = { ...codes, ...others }
  const number = /^error_(-?\d+)$/.exec(reason)?.[1]
  return known[reason] ?? (number === undefined ? reason : numbered(number))
}
