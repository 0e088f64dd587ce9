import { createAdminProcedures, type InstagramAdmin } from './domains/admin.ts'
import { createCalls, requestHeaders } from './transport/calls.ts'
import type { InstagramClientOptions } from './client.ts'
import { defaultLocale } from './locale.ts'
import { createProcedures } from './transport/procedures.ts'

/** A client for administrators alone: the same functions as `createInstagramClient(…).admin`, without the rest. */
export function createInstagramAdminClient({
  url,
  token,
  locale = defaultLocale,
  headers: extraHeaders,
  timeoutMs = 30_000,
  fetch,
}: Omit<InstagramClientOptions, 'person'>): InstagramAdmin {
  const headers = () => requestHeaders({ token, locale, headers: extraHeaders })
  return createAdminProcedures(createProcedures({ url, fetch, headers }, createCalls({ token, locale, timeoutMs })))
}

export type { InstagramAdmin } from './domains/admin.ts'
