import { z } from 'zod'
import type { FieldProblem } from '../errors.ts'
import { say, type Locale } from './messages.ts'

const zodLocales = { 'pt-BR': z.locales.pt().localeError, en: z.locales.en().localeError } satisfies Record<
  Locale,
  unknown
>

/** Beside a field that the domain refuses. */
export function fieldMessage(problem: FieldProblem, name: string, locale: Locale): string {
  return say(`field.${problem}`, locale, { name })
}
const invalidFieldMessage = (locale: Locale) => fieldMessage('invalid', '', locale)

/** zod's own sentence for an input issue in the reader's language. @param input the value found at the issue's path */
export function inputIssueMessage(issue: z.core.$ZodIssue, input: unknown, locale: Locale): string {
  // Of what a pattern or a check of ours refuses zod knows the pattern or nothing, and neither helps a user.
  if (issue.code === 'custom' || (issue.code === 'invalid_format' && issue.format === 'regex')) {
    return invalidFieldMessage(locale)
  }
  // zod's locale functions read a raw issue; a reported one lacks only the input.
  const message = zodLocales[locale]({ ...issue, input } as z.core.$ZodRawIssue)
  return (typeof message === 'string' ? message : message?.message) ?? invalidFieldMessage(locale)
}
