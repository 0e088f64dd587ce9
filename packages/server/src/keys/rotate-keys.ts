import { installation, people, sealedTokens } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { rewrapSecret } from '../events/installation-keys.ts'
import { rewrapUserKey } from '../events/user-key.ts'
import { VaultError } from '../vault/index.ts'

export interface RotationCounts {
  /** Sealed with the first key now. */
  rewrapped: number
  /** Changed by somebody else meanwhile, who sealed with the first key anyway. */
  skipped: number
  /** Accounts whose stored token does not open: damaged, or moved from another row. Left as they are. */
  unopened: string[]
  /**
   * Tokens that another key than the first still seals, counted afresh at the end; and where it was not a dry run, what
   * else is sealed with the ring: the keys of people and the secret of the audit log.
   */
  left: number
  /** Tokens in all. */
  total: number
}

const pageSize = 100

/** Little enough for a command that must work where the dashboard refuses to start. */
export type KeyDeps = Pick<Deps, 'db' | 'vault' | 'record'> & {
  clock: Pick<Deps['clock'], 'now'>
  settings: Pick<Deps['settings'], 'defaultLocale'>
}

/**
 * Seals every stored token with the first key. May run while people connect and tokens are refreshed, and may be ended
 * at any moment and run again: each token is replaced alone, and only if it is still the one that was opened.
 * @param isDryRun counts, and changes nothing
 * @param onProgress told after each page with how many tokens were looked at
 */
export async function rotateKeys(
  deps: KeyDeps,
  { isDryRun = false, onProgress }: { isDryRun?: boolean; onProgress?: (seen: number) => void } = {},
): Promise<RotationCounts> {
  const { db, vault, clock, settings, record } = deps
  const counts: RotationCounts = { rewrapped: 0, skipped: 0, unopened: [], left: 0, total: 0 }
  let seen = 0
  for (const purpose of ['long_token', 'short_token'] as const) {
    for (let after = ''; ;) {
      const page = await sealedTokens.listNotSealedBy(db, vault.firstKeyId, { purpose, after, limit: pageSize })
      for (const token of page) {
        const outcome = isDryRun ? tryOpening(deps, token) : await rewrap(deps, token)
        if (outcome === 'unopened') counts.unopened.push(token.id)
        else counts[outcome] += 1
      }
      seen += page.length
      onProgress?.(seen)
      const last = page.at(-1)
      if (!last || page.length < pageSize) break
      after = last.id
    }
  }
  const otherLeft = isDryRun ? 0 : (await rewrapInstallation(deps)) + (await rewrapPeople(deps))
  const byKey = await sealedTokens.countByKey(db)
  counts.total = Object.values(byKey).reduce((sum, tokens) => sum + tokens, 0)
  counts.left = counts.total - (byKey[vault.firstKeyId] ?? 0) + otherLeft
  if (counts.rewrapped > 0 && !isDryRun) {
    const { rewrapped, left } = counts
    const event = { type: 'keys.rotated', userId: null, accountId: null, data: { rewrapped, left } } as const
    await db.transaction((tx) => record(tx, event, { caller: systemCaller(settings.defaultLocale), at: clock.now() }))
  }
  return counts
}

/** The secret of the event chain lives as long as the database: it must not stay on an old key either. @returns how many are left */
async function rewrapInstallation({ db, vault }: KeyDeps): Promise<number> {
  const row = await installation.find(db)
  if (!row || !vault.needsRewrap(row.sealedSecret)) return 0
  await installation.replaceSecret(db, row.sealedSecret, { sealedSecret: rewrapSecret(vault, row.sealedSecret) })
  const now = await installation.find(db)
  return now && vault.needsRewrap(now.sealedSecret) ? 1 : 0
}

/** The keys of people: whoever keeps an old key must not be able to open what the log says by name. @returns how many are left */
async function rewrapPeople({ db, vault }: KeyDeps): Promise<number> {
  const { firstKeyId } = vault
  for (let after = ''; ;) {
    const page = await people.listNotSealedBy(db, firstKeyId, { after, limit: pageSize })
    for (const person of page) {
      try {
        await people.replaceKey(db, person, rewrapUserKey(vault, person))
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
      }
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.userId
  }
  return people.countNotSealedBy(db, firstKeyId)
}

async function rewrap(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  token: sealedTokens.SealedToken,
): Promise<'rewrapped' | 'skipped' | 'unopened'> {
  try {
    const { purpose, owner, subject } = token
    const sealed = vault.rewrap({ purpose, owner, subject }, token.text)
    return (await sealedTokens.replace(db, token, sealed)) ? 'rewrapped' : 'skipped'
  } catch (error) {
    if (error instanceof VaultError) return 'unopened'
    throw error
  }
}

function tryOpening(
  { vault }: Pick<Deps, 'vault'>,
  { purpose, owner, subject, text }: sealedTokens.SealedToken,
): 'rewrapped' | 'unopened' {
  try {
    vault.open({ purpose, owner, subject }, text)
    return 'rewrapped'
  } catch (error) {
    if (error instanceof VaultError) return 'unopened'
    throw error
  }
}
