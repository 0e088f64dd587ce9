import { z } from 'zod'
import { nullableText, text } from '../contract-parts.ts'

export const doctorCheckIds = [
  'configuration',
  'database',
  'keys',
  'connections',
  'audit',
  'clock',
  'redirect_uri',
  'redirect_page',
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

const checkStatus = z
  .enum(['ok', 'warn', 'fail'])
  .describe('`warn`: it works, and wants to be looked at. `fail`: something does not work.')

export const doctorCheck = z
  .object({
    id: z.enum(doctorCheckIds).describe('What was looked at.'),
    status: checkStatus,
    message: text.describe("What was found, in the reader's language."),
    next: nullableText.describe('What to do about it, or what to paste where; `null` when there is nothing to do.'),
  })
  .describe('One thing that was looked at.')
export type DoctorCheck = z.infer<typeof doctorCheck>

export const doctorReport = z
  .object({
    status: checkStatus.describe('The worst of the checks.'),
    checks: z.array(doctorCheck).describe('Each of them, in a fixed order.'),
  })
  .describe('What is wrong with the installation.')
export type DoctorReport = z.infer<typeof doctorReport>

export function reportOf(checks: DoctorCheck[]): DoctorReport {
  const has = (status: DoctorCheck['status']) => checks.some((check) => check.status === status)
  return { status: has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok', checks }
}
