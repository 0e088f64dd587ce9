import { events, type Handle } from '@instagram-dashboard/db'
import type { Caller } from '../deps.ts'

/** Everything that can happen. Data holds plain facts; never a token, a code, a state or a message of Instagram's. */
export type DomainEvent =
  | { type: 'connection.started'; userId: string; accountId: string | null; data: { placement: string | null } }
  | {
      type: 'connection.completed'
      userId: string
      accountId: string
      data: { isFirstConnection: boolean; isReconnect: boolean; username: string }
    }
  | { type: 'connection.cancelled'; userId: string; accountId: null; data: { reason: string } }
  | { type: 'connection.failed'; userId: string; accountId: null; data: { code: string } }
  | { type: 'connection.state_misused'; userId: string; accountId: null; data: { reason: string } }
  | { type: 'connection.lost'; userId: string; accountId: string; data: { code: string } }
  | { type: 'account.disconnected'; userId: string; accountId: string; data: { erasedData: boolean } }
  | { type: 'account.renamed'; userId: string; accountId: string; data: { from: string; to: string } }
  | {
      type: 'sync.completed'
      userId: string
      accountId: string
      data: { runId: string; trigger: string; status: string; daysWritten: number; followersChange: number | null }
    }
  | { type: 'sync.failed'; userId: string; accountId: string; data: { runId: string; trigger: string; code: string } }
  | { type: 'keys.rotated'; userId: 'system'; accountId: null; data: { rewrapped: number; left: number } }
  | { type: 'metric.unsupported'; userId: string; accountId: string; data: { metrics: string[] } }
  | { type: 'token.refreshed'; userId: string; accountId: string; data: { expiresInSeconds: number } }
  | { type: 'token.refresh_failed'; userId: string; accountId: string; data: { code: string } }

/** Writes an event in the caller's transaction, beside the change that it describes. */
export async function recordEvent(
  tx: Handle,
  event: DomainEvent,
  { caller, at }: { caller: Caller; at: Date },
): Promise<void> {
  await events.append(tx, {
    type: event.type,
    userId: event.userId,
    accountId: event.accountId,
    actorKind: caller.actor.kind,
    actorId: caller.actor.id,
    requestId: caller.requestId,
    data: event.data,
    createdAt: at,
  })
}
