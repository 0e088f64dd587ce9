import { z } from 'zod'

export interface HealthResult {
  /** `unhealthy`: no database. `degraded`: an account has an error or Instagram did not answer lately. */
  status: 'healthy' | 'degraded' | 'unhealthy'
  activeAccounts: number
  /** Active accounts whose token ends within seven days. */
  tokensExpiringSoon: number
  accountsWithErrors: number
  /** What the newest call of this process to Instagram showed; `unknown` before the first. */
  instagramApiStatus: 'reachable' | 'unreachable' | 'unknown'
  /** Until then Instagram wants no calls from the whole app; `null` when it does not say so. */
  instagramPausedUntil: Date | null
  /** Metrics that Instagram refuses, by its own names → for how many active accounts. The rest is synced without them. */
  unsupportedMetrics: Record<string, number>
}

export const healthResult = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  activeAccounts: z.number().int(),
  tokensExpiringSoon: z.number().int(),
  accountsWithErrors: z.number().int(),
  instagramApiStatus: z.enum(['reachable', 'unreachable', 'unknown']),
  instagramPausedUntil: z.date().nullable(),
  unsupportedMetrics: z.record(z.string(), z.number().int()),
}) satisfies z.ZodType<HealthResult>
