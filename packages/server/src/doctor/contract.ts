import { z } from 'zod'

export const doctorCheckIds = [
  'configuration',
  'database',
  'keys',
  'connections',
  'audit',
  'clock',
  'redirect_uri',
  'instagram_hosts',
  'app',
  'authorize_page',
  'token_endpoint',
  'graph',
  'graph_version',
  'scopes',
  'callbacks',
  'login',
  'database_network',
  'origins',
  'host_webhook',
  'refresh',
] as const
export type DoctorCheckId = (typeof doctorCheckIds)[number]

export interface DoctorCheck {
  id: DoctorCheckId
  status: 'ok' | 'warn' | 'fail'
  /** What was found, in the reader's language. */
  message: string
  /** What to do about it, or what to paste where; `null` when there is nothing to do. */
  next: string | null
}

export interface DoctorReport {
  /** The worst of the checks. */
  status: 'ok' | 'warn' | 'fail'
  checks: DoctorCheck[]
}

export const doctorReport = z.object({
  status: z.enum(['ok', 'warn', 'fail']),
  checks: z.array(
    z.object({
      id: z.enum(doctorCheckIds),
      status: z.enum(['ok', 'warn', 'fail']),
      message: z.string(),
      next: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<DoctorReport>

export function reportOf(checks: DoctorCheck[]): DoctorReport {
  const has = (status: DoctorCheck['status']) => checks.some((check) => check.status === status)
  return { status: has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok', checks }
}
