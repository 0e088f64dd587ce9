import { randomUUID } from 'node:crypto'
import {
  accounts,
  achievements,
  afterCommit,
  creditEntries,
  events,
  installation,
  notifications,
  people,
} from '@instagram-dashboard/db'
import type { Handle } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import { dayOf } from '../instagram/index.ts'
import type { Vault } from '../vault/index.ts'
import type { DomainEvent } from './catalogue.ts'
import { macOf, endOf } from './chain.ts'
import { consequencesOf, type Consequence } from './consequences.ts'
import type { Facts } from './facts.ts'
import type { InstallationKeys } from './installation-keys.ts'
import { newUserKey, openUserKey } from './user-key.ts'
import { sealPersonal } from './personal.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'

export interface Unlocked {
  key: string
  credits: number
}

export interface Recorded {
  sequence: number
  /** Achievements that this event unlocked. */
  unlocked: Unlocked[]
}

export interface RecordedBy {
  caller: Caller
  at: Date
  /** The event's account as it is now in the transaction, where the caller has it at hand. */
  account?: Facts['account']
}

/** Writes an event and all that follows from it in the caller's transaction, beside the change that it describes. */
export type RecordEvent = (tx: Handle, event: DomainEvent, by: RecordedBy) => Promise<Recorded>

/** @param onRecorded told of each event once it is committed, for whoever waits for new ones; it must not throw */
export function createRecorder(
  { keys, vault }: { keys: InstallationKeys; vault: Vault },
  onRecorded: (type: DomainEvent['type']) => void = () => undefined,
): RecordEvent {
  const record: RecordEvent = async (tx, event, { caller, at, account: known }) => {
    const { sequence, previousMac: previousEnd } = await installation.takeNext(tx)
    const person = event.userId === null ? null : await personOf(tx, vault, { userId: event.userId, at })
    const actor = caller.actor.id === null ? null : await personOf(tx, vault, { userId: caller.actor.id, at })
    const row = {
      sequence,
      type: event.type,
      personRef: person?.ref ?? null,
      accountId: event.accountId,
      actorKind: caller.actor.kind,
      actorRef: actor?.ref ?? null,
      requestId: caller.requestId,
      ipNetwork: caller.ipNetwork,
      data: { ...event.data },
      sealedPersonal: person && event.personal ? sealPersonal(openUserKey(vault, person), event.personal, at) : null,
      createdAt: at,
    }
    const mac = macOf(keys.chain, previousEnd, row)
    await events.append(tx, { ...row, mac })
    await installation.saveLast(tx, { sequence, mac: endOf(keys.chain, mac) })

    const account = known ?? (event.accountId === null ? null : await accounts.findById(tx, event.accountId))
    const facts = { at, account: account ?? null, personRef: row.personRef, day: dayOf(at) }
    const unlocked: Unlocked[] = []
    for (const consequence of await withoutOldUnlocks(tx, consequencesOf(event, facts), { event, facts })) {
      const achievement = await apply(tx, consequence, { event, facts, sequence })
      if (!achievement) continue
      await record(tx, achievement, { caller, at, account: facts.account })
      unlocked.push({ key: achievement.data.key, credits: achievement.data.credits })
    }
    afterCommit(tx, () => onRecorded(event.type))
    return { sequence, unlocked }
  }

  /** @returns the event of an achievement that is new */
  async function apply(
    tx: Handle,
    consequence: Consequence,
    { event, facts, sequence }: { event: DomainEvent; facts: Facts; sequence: number },
  ): Promise<Extract<DomainEvent, { type: 'achievement.unlocked' }> | undefined> {
    const { at, personRef } = facts
    switch (consequence.kind) {
      case 'notify': {
        if (event.userId === null) return undefined
        const { replaces, ...notification } = consequence.notification
        const isNew = await notifications.insertOnce(tx, {
          ...notification,
          userId: event.userId,
          eventSequence: sequence,
          createdAt: at,
        })
        const { accountId, kind, dedupeKey } = notification
        if (isNew && replaces && accountId !== null) {
          await notifications.close(tx, { accountId, kinds: [kind], except: dedupeKey }, at)
        }
        return undefined
      }
      case 'close':
        await notifications.close(tx, consequence, at)
        return undefined
      case 'post_credits': {
        const { transactionId, amount, reason, key: achievementKey } = consequence
        const posting = { transactionId, amount, reason, achievementKey, eventSequence: sequence, createdAt: at }
        if (personRef !== null) await creditEntries.post(tx, { ...posting, personRef })
        return undefined
      }
      case 'unlock': {
        const { account } = facts
        if (event.userId === null || personRef === null || account === null) return undefined
        const { key, credits, isTold } = consequence
        await achievements.saveTags(tx, key, tagsOf(event.userId, account))
        const id = randomUUID()
        const owned = { personRef, accountId: account.id, key, credits }
        await achievements.insert(tx, { ...owned, id, eventSequence: sequence, unlockedAt: at })
        return {
          type: 'achievement.unlocked',
          userId: event.userId,
          accountId: account.id,
          data: { achievementId: id, key, credits, isTold },
        }
      }
    }
  }

  /** An achievement is reached again and again, by each sync after it, and unlocked once. */
  async function withoutOldUnlocks(
    tx: Handle,
    consequences: readonly Consequence[],
    { event: { userId }, facts: { account } }: { event: DomainEvent; facts: Facts },
  ): Promise<readonly Consequence[]> {
    if (userId === null || account === null || !consequences.some(({ kind }) => kind === 'unlock')) return consequences
    const unlocked = new Set(await achievements.listTagged(tx, tagsOf(userId, account)))
    return consequences.filter((consequence) => consequence.kind !== 'unlock' || !unlocked.has(consequence.key))
  }

  const tagsOf = (userId: string, { instagramUserId }: NonNullable<Facts['account']>): [string, string] => [
    pseudonymOf(keys.pseudonyms, 'user', userId),
    pseudonymOf(keys.pseudonyms, 'instagram', instagramUserId),
  ]

  return record
}

/** The person of a user id in the event log, with the key for what only they are to be known by. */
async function personOf(
  tx: Handle,
  vault: Vault,
  { userId, at }: { userId: string; at: Date },
): Promise<people.PersonRow> {
  const known = await people.findByUser(tx, userId)
  if (known) return known
  const ref = randomUUID()
  return people.findOrAdd(tx, { userId, ref, key: newUserKey(vault, { userId, ref }), createdAt: at })
}
