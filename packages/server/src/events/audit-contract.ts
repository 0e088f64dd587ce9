import { actorKinds } from '@instagram-dashboard/db'
import { z } from 'zod'
import {
  accountId,
  count,
  measured,
  nullableText,
  pageLimit,
  pageOf,
  rowCursor,
  text,
  userId,
} from '../contract-parts.ts'
import { eventTypes } from './catalogue.ts'
import { chainFaultKinds, chainResults } from './chain-results.ts'

export const eventType = z.enum(eventTypes).describe('What happened, as docs/events.md lists it.')
export type { EventType } from './catalogue.ts'

export const auditFilter = z
  .strictObject({
    types: z.array(eventType).min(1).max(50).describe('Only events of these types, 1 to 50.').optional(),
    userId: userId.describe("Of the host's user: events about them or done by them.").optional(),
    accountId: accountId.describe('Only events about this account.').optional(),
    requestId: text.min(1).max(64).describe('Only what this request did.').optional(),
    since: z.date().describe('From this instant on.').optional(),
    until: z.date().describe('Before this instant.').optional(),
  })
  .describe('Which events are wanted; all when nothing is named.')
export type AuditFilter = z.infer<typeof auditFilter>
export const auditListInput = auditFilter.extend({ cursor: rowCursor, limit: pageLimit(50) })
export type AuditListInput = z.infer<typeof auditListInput>

export const auditEvent = z
  .object({
    sequence: count.describe('Without a gap from the first event on.'),
    at: z.date().describe('When it happened.'),
    type: eventType,
    userId: nullableText.describe("Whom it is about; `null` when it is about nobody or the user's data was erased."),
    accountId: nullableText.describe('Which account it is about; `null` when it is about none.'),
    username: nullableText.describe(
      'What that account is called at Instagram now; `null` when it is about none, or its data was erased.',
    ),
    actor: z
      .object({
        kind: z.enum(actorKinds).describe('`system`: the product itself, at night or in the background.'),
        userId: nullableText.describe("The host's id of who did it; `null` for the system, and after an erasure."),
      })
      .describe('Who did it.'),
    requestId: nullableText.describe('The request that did it; `null` for the background.'),
    ipNetwork: nullableText.describe('The network that the request came from, cut to 24 or 48 bits.'),
    data: z
      .record(text, z.unknown())
      .describe("Its facts; the personal ones are missing once the user's data was erased."),
  })
  .describe('An event of the audit log.')
export type AuditEvent = z.infer<typeof auditEvent>
export const auditListResult = pageOf(auditEvent, 'Newest first.')
export type AuditListResult = z.infer<typeof auditListResult>

export const auditExportResult = z
  .object({
    fileName: text.meta({ description: 'What to call the file.', examples: ['audit-2026-11-16.csv'] }),
    content: text.describe('CSV with a header line, newest first.'),
    rows: count.meta(measured('events', 'How many the file has.')),
    isCut: z.boolean().describe('There are more than fit: narrow the filter.'),
  })
  .describe('A part of the audit log as a file.')
export type AuditExportResult = z.infer<typeof auditExportResult>

export const auditVerifyResult = z
  .object({
    result: z
      .enum(chainResults)
      .describe(
        '`intact`: every event was checked and is as it was written. `counted_only`: the key of the first events was ' +
          'lost, so that they could only be counted. `fault`: an event is not as it was written.',
      ),
    isIntact: z.boolean().describe('Whether the result is `intact`.'),
    fault: z
      .object({
        sequence: count.describe('Its number.'),
        kind: z.enum(chainFaultKinds).describe('What is wrong with it.'),
      })
      .nullable()
      .describe('The first event that is not as it was written.'),
    events: count.describe('How many events were looked at.'),
    checkedFrom: count.describe(
      'How far the check reached: the first and the last event that were checked and are as they were written.',
    ),
    checkedTo: count.describe('Below `checkedFrom` when there was none.'),
    verifiableFrom: count.describe('Events before this one could only be counted; 1 when none was.'),
    anchor: text.describe('The end of the log, to be kept elsewhere.'),
  })
  .describe('Whether the audit log is as it was written.')
export type AuditVerifyResult = z.infer<typeof auditVerifyResult>
