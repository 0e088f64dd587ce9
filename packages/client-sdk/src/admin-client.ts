import { createAdminProcedures, type InstagramAdmin } from './domains/admin.ts'
import { createCall, requestHeaders } from './transport/calls.ts'
import type { InstagramClientOptions } from './client.ts'
import { createProcedures } from './transport/procedures.ts'

/** A client for administrators alone: the same functions as `createInstagramClient(…).admin`, without the rest. */
export function createInstagramAdminClient({
  url,
  token,
  locale = 'pt-BR',
  headers: extraHeaders,
  timeoutMs = 30_000,
  fetch,
}: Omit<InstagramClientOptions, 'person'>): InstagramAdmin {
  const headers = () => requestHeaders({ token, locale, headers: extraHeaders })
  return createAdminProcedures(createProcedures({ url, fetch, headers }, createCall({ token, locale, timeoutMs })))
}

export type { InstagramAdmin } from './domains/admin.ts'
