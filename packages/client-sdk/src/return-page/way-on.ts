import type { Leaving } from '../connect/attempt-memory.ts'

/**
 * The page of this site where the user began, which only a page of this site can have written down; `undefined` for one that
 * is not known, or is this very page.
 */
export function startOf({ from }: Leaving): string | undefined {
  const address = URL.canParse(from ?? '') ? new URL(from) : undefined
  return address?.origin === location.origin && address.pathname !== location.pathname ? address.href : undefined
}

/** Where the app wants to go on: the server gives no address but of this site and of those that the operator allows. */
export function addressOf(returnTo: string | null): string | undefined {
  return returnTo === null ? undefined : new URL(returnTo, location.origin).href
}

/** The server's tRPC, which is beside this page. */
export function trpcBeside({ origin, pathname }: Location): string {
  return new URL(pathname.endsWith('/') ? '../trpc' : 'trpc', origin + pathname).href
}
