import { z } from 'zod'
import { chainResults } from '../events/chain-results.ts'
import { eventTypes, type EventType } from '../events/catalogue.ts'

export interface AuditFilter {
  types?: EventType[] | undefined
  /** Of the host's user: events about them or done by them. */
  userId?: string | undefined
  accountId?: string | undefined
  requestId?: string | undefined
  /** From this instant on. */
  since?: Date | undefined
  /** Before this instant. */
  until?: Date | undefined
}
export interface AuditListInput extends AuditFilter {
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
export interface AuditEvent {
  /** Without a gap from the first event on. */
  sequence: number
  at: Date
  type: EventType
  /** Whom it is about; `null` when it is about nobody or the person's data was erased. */
  userId: string | null
  accountId: string | null
  actor: { kind: 'user' | 'admin' | 'system'; userId: string | null }
  requestId: string | null
  /** The network that the request came from, cut to 24 or 48 bits. */
  ipNetwork: string | null
  /** Its facts; the personal ones are missing once the person's data was erased. */
  data: Record<string, unknown>
}
export interface AuditListResult {
  /** Newest first. */
  items: AuditEvent[]
  nextCursor: string | null
}
export interface AuditExportResult {
  fileName: string
  /** CSV with a header line, newest first. */
  content: string
  rows: number
  /** There are more than fit: narrow the filter. */
  isCut: boolean
}
export interface AuditVerifyResult {
  /**
   * `intact`: every event was checked and is as it was written. `counted_only`: the key of the first events was lost,
   * so that they could only be counted. `fault`: an event is not as it was written.
   */
  result: 'intact' | 'counted_only' | 'fault'
  /** Whether the result is `intact`. */
  isIntact: boolean
  /** The first event that is not as it was written. */
  fault: { sequence: number; kind: 'changed' | 'missing' | 'unexpected' } | null
  /** How many events were looked at. */
  events: number
  /** How far the check reached: the first and the last event that were checked and are as they were written. */
  checkedFrom: number
  /** Below `checkedFrom` when there was none. */
  checkedTo: number
  /** Events before this one could only be counted; 1 when none was. */
  verifiableFrom: number
  /** The end of the log, to be kept elsewhere. */
  anchor: string
}

const filterFields = {
  types: z.array(z.enum(eventTypes)).min(1).max(50).optional(),
  userId: z.string().min(1).max(128).optional(),
  accountId: z.string().min(1).max(64).optional(),
  requestId: z.string().min(1).max(64).optional(),
  since: z.date().optional(),
  until: z.date().optional(),
}

export const auditFilter = z.strictObject(filterFields) satisfies z.ZodType<AuditFilter>
export const auditListInput = z.strictObject({
  ...filterFields,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<AuditListInput>

export const auditListResult = z.object({
  items: z.array(
    z.object({
      sequence: z.number().int(),
      at: z.date(),
      type: z.enum(eventTypes),
      userId: z.string().nullable(),
      accountId: z.string().nullable(),
      actor: z.object({ kind: z.enum(['user', 'admin', 'system']), userId: z.string().nullable() }),
      requestId: z.string().nullable(),
      ipNetwork: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AuditListResult>

export const auditExportResult = z.object({
  fileName: z.string(),
  content: z.string(),
  rows: z.number().int(),
  isCut: z.boolean(),
}) satisfies z.ZodType<AuditExportResult>

export const auditVerifyResult = z.object({
  result: z.enum(chainResults),
  isIntact: z.boolean(),
  fault: z.object({ sequence: z.number().int(), kind: z.enum(['changed', 'missing', 'unexpected']) }).nullable(),
  events: z.number().int(),
  checkedFrom: z.number().int(),
  checkedTo: z.number().int(),
  verifiableFrom: z.number().int(),
  anchor: z.string(),
}) satisfies z.ZodType<AuditVerifyResult>
