import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isPages } from '../privacy/export-data.ts'

/**
 * Sends an answer whose parts may be pages that are still to be read: each page is written as it comes, and none is read
 * before whoever asked has taken the one before. What fails half-way ends the connection, since the status is sent.
 * @param rename how the names of a value are spelled
 */
export async function streamJson(
  response: ServerResponse,
  answer: object,
  rename: (value: unknown) => unknown,
): Promise<void> {
  response.setHeader('content-type', 'application/json; charset=utf-8')
  try {
    await pipeline(Readable.from(chunksOf(answer, rename)), response)
  } catch (error) {
    // Whoever asked has gone: nobody waits for the rest.
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

async function* chunksOf(value: unknown, rename: (value: unknown) => unknown): AsyncGenerator<string, void, undefined> {
  if (isPages(value)) return yield* rowsOf(value, rename)
  if (!holdsPages(value)) return yield JSON.stringify(rename(value))
  yield '{'
  let mark = ''
  for (const [key, part] of Object.entries(value)) {
    const [name = key] = Object.keys(rename({ [key]: null }) as object)
    yield `${mark}${JSON.stringify(name)}:`
    yield* chunksOf(part, rename)
    mark = ','
  }
  yield '}'
}

async function* rowsOf(
  pages: AsyncIterable<unknown[]>,
  rename: (value: unknown) => unknown,
): AsyncGenerator<string, void, undefined> {
  yield '['
  let mark = ''
  for await (const page of pages) {
    yield mark + page.map((row) => JSON.stringify(rename(row))).join(',')
    mark = ','
  }
  yield ']'
}

/** Whether it has pages somewhere below. */
function holdsPages(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return false
  return Object.values(value).some((part) => isPages(part) || holdsPages(part))
}
