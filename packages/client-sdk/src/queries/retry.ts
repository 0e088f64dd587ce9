import { isInstagramError } from '../errors.ts'

const mostTries = 2

/** Queries retry by themselves where the server says when that helps: the user need not. */
export const askAgain = {
  retry: (failures: number, error: unknown): boolean => failures < mostTries && waitOf(error) !== undefined,
  retryDelay: (_failures: number, error: unknown): number => waitOf(error) ?? 0,
}

/** In milliseconds. */
function waitOf(error: unknown): number | undefined {
  if (!isInstagramError(error) || error.action !== 'retry') return undefined
  return error.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1000
}
