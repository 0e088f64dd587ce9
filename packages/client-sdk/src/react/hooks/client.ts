import { useCallback } from 'react'
import type { InstagramClient } from '../../client.ts'
import { useInstagramContext } from '../data/context.ts'
import { useInvalidate } from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** The provider's client. */
export function useInstagramClient(): InstagramClient {
  return useInstagramContext().client
}

/** Reads everything again, or what is below a key of `instagramKeys`. */
export function useInvalidateInstagram(): (key?: readonly unknown[]) => Promise<void> {
  const invalidate = useInvalidate()
  return useCallback((key: readonly unknown[] = instagramKeys.all) => invalidate(key), [invalidate])
}
