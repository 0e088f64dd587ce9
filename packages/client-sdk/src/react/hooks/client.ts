import { useCallback } from 'react'
import type { InstagramClient } from '../../client.ts'
import { instagramKeys, useInstagramContext, useInvalidate } from '../data/index.ts'

/** The provider's client. */
export function useInstagramClient(): InstagramClient {
  return useInstagramContext().client
}

/** Reads everything again, or what is below a key of `instagramKeys`. */
export function useInvalidateInstagram(): (key?: readonly unknown[]) => Promise<void> {
  const invalidate = useInvalidate()
  return useCallback((key: readonly unknown[] = instagramKeys.all) => invalidate(key), [invalidate])
}
