import { readFileSync } from 'node:fs'

/** A text of fixtures/. */
export const fixture = (path: string): string =>
  readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8')

export interface RecordedAnswer {
  http_status?: number
  response: Record<string, unknown> & { data?: unknown[] }
}

/** An answer of Instagram as it was recorded; its ids lose digits unless `parse` keeps them. */
export const recordedAnswer = (name: string, parse: (text: string) => unknown = JSON.parse): RecordedAnswer =>
  parse(fixture(`instagram/${name}.json`)) as RecordedAnswer
