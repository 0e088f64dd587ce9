import { accounts, events } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { connectedMs, type ConnectedAccount } from './connected-time.ts'
import { measuresOf } from './measure-event.ts'
import { reachedBy, type Rule } from './rules.ts'

export interface RuleTrial {
  /** How many achievements the rule would have given so far. */
  unlocks: number
  credits: number
  people: number
  accounts: number
  /** When the first and the last would have been given. */
  firstAt: Date | null
  lastAt: Date | null
  /** How many events were looked at. */
  events: number
}

const pageSize = 1_000

/** What a new rule would have led to by all past events; writes nothing. As ever, once per person and per account. */
export async function tryRule({ db }: Pick<Deps, 'db'>, rule: Omit<Rule, 'key'>): Promise<RuleTrial> {
  const trial: RuleTrial = { unlocks: 0, credits: 0, people: 0, accounts: 0, firstAt: null, lastAt: null, events: 0 }
  const people = new Set<string>()
  const rewarded = new Set<string>()
  const instagramOf = new Map<string, string>()
  const connections = new Map<string, ConnectedAccount>()
  for (let after = 0; ;) {
    const page = await events.listAfter(db, { after, limit: pageSize })
    for (const { type, data, personRef, accountId, createdAt: at } of page) {
      trial.events += 1
      if (personRef === null || accountId === null) continue
      const connection = connectionAfter(type, at, connections.get(accountId))
      if (connection) connections.set(accountId, connection)
      if (people.has(personRef)) continue
      // Written by `record`, so the facts are the type's.
      const event = { type, data } as Parameters<typeof measuresOf>[0]
      const values = measuresOf(event, connection ? connectedMs(connection, at) : null)
      if (reachedBy(values, [{ ...rule, key: 'trial' }]).length === 0) continue
      // One Instagram account can have been several connections; of an erased one only the connection is known.
      const instagram =
        instagramOf.get(accountId) ?? (await accounts.findById(db, accountId))?.instagramUserId ?? accountId
      instagramOf.set(accountId, instagram)
      if (rewarded.has(instagram)) continue
      people.add(personRef)
      rewarded.add(instagram)
      trial.unlocks += 1
      trial.credits += rule.credits
      trial.firstAt ??= at
      trial.lastAt = at
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.sequence
  }
  return { ...trial, people: people.size, accounts: rewarded.size }
}

/** How an account is connected after an event, by the events alone. */
function connectionAfter(type: string, at: Date, before: ConnectedAccount | undefined): ConnectedAccount | undefined {
  const isConnected = before?.status === 'active'
  if (type === 'connection.completed' || type === 'account.reactivated') {
    if (isConnected) return before
    return { status: 'active', connectedAt: at, connectedBeforeMs: before?.connectedBeforeMs ?? 0 }
  }
  if (!isConnected || (type !== 'account.disconnected' && type !== 'account.deactivated')) return before
  return { ...before, status: 'disconnected', connectedBeforeMs: connectedMs(before, at) }
}
