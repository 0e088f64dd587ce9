import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@instagram-dashboard/db'
import SQLite from 'better-sqlite3'
import { SignJWT } from 'jose'

export const secret = 'a secret of the bench that is long enough'
export const encryptionKey = Buffer.alloc(32, 'a key of the bench').toString('base64url').padEnd(44, '=')
const dayMs = 86_400_000

export interface Dataset {
  file: string
  /** The newest day that has numbers. */
  lastDay: string
  /** One login for each person, who has one account. */
  tokens: string[]
  remove(): void
}

/** An installation in which everybody has one account with that many days of history. */
export async function createDataset({ accounts, days }: { accounts: number; days: number }): Promise<Dataset> {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-bench-'))
  const file = join(folder, 'bench.db')
  const database = await openDatabase(`file:${file}`)
  await database.close()
  const now = Date.now()
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(now)
  const lastDay = dayBefore(today, 1)
  fill(file, { accounts, days, now, lastDay })
  const key = new TextEncoder().encode(secret)
  const tokens = await Promise.all(
    Array.from({ length: accounts }, (_, index) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(`person-${index}`)
        .setIssuedAt()
        .setExpirationTime('1d')
        .sign(key),
    ),
  )
  return { file, lastDay, tokens, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function dayBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * dayMs).toISOString().slice(0, 10)
}

function fill(
  file: string,
  { accounts, days, now, lastDay }: { accounts: number; days: number; now: number; lastDay: string },
): void {
  const raw = new SQLite(file)
  raw.pragma('synchronous = OFF')
  const scopes = JSON.stringify(['instagram_business_basic', 'instagram_business_manage_insights'])
  const account = raw.prepare(
    `INSERT INTO accounts (id, user_id, instagram_user_id, app_scoped_id, username, name, account_type, profile_picture_url,
      followers_count, follows_count, media_count, status, token_issued_at, token_expires_at, granted_scopes, connected_at,
      last_synced_at, numbers_read_at, next_sync_allowed_at, audience_read_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, 'BUSINESS', ?, ?, 300, 120, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const day = raw.prepare(
    `INSERT INTO daily_metrics (account_id, day, reach, views, accounts_engaged, total_interactions, likes, comments, saves,
      shares, replies, reposts, profile_views, website_clicks, profile_links_taps, new_followers, follows, unfollows, missing,
      unsettled, follows_read_at, raw_end_time, is_final, fetched_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 2, ?, 3, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const followed = raw.prepare(
    'INSERT INTO follower_days (account_id, day, followers, change, is_final, is_derived, is_estimated) VALUES (?, ?, ?, ?, ?, ?, 0)',
  )
  const notice = raw.prepare(
    'INSERT INTO notifications (user_id, account_id, kind, parameters, dedupe_key, event_sequence, created_at, read_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)',
  )
  const split = raw.prepare(
    `INSERT INTO daily_splits (account_id, day, "by", "values", missing, is_final, read_at)
     VALUES (?, ?, 'contentType', ?, ?, ?, ?)`,
  )
  const names = Array.from({ length: days }, (_, index) => dayBefore(lastDay, days - 1 - index))
  raw.transaction(() => {
    for (let index = 0; index < accounts; index += 1) {
      const id = `account-${String(index).padStart(6, '0')}`
      const person = `person-${index}`
      const syncedAt = now - 3_600_000
      account.run(
        id,
        person,
        String(17_841_400_000_000_000n + BigInt(index)),
        String(index),
        `loja.${index}`,
        `Loja ${index}`,
        `https://scontent.example/${index}.jpg`,
        10_000 + index,
        now - 10 * dayMs,
        now + 50 * dayMs,
        scopes,
        now - 400 * dayMs,
        syncedAt,
        syncedAt,
        syncedAt + 900_000,
        syncedAt,
        now - 400 * dayMs,
        syncedAt,
      )
      for (const [place, name] of names.entries()) {
        const wave = (index * 31 + place * 17) % 101
        const reach = 400 + 7 * wave
        // Now and then Instagram leaves a metric out.
        const isWhole = (index + place) % 40 !== 0
        day.run(
          id,
          name,
          reach,
          reach * 2 + wave,
          isWhole ? 40 + wave : null,
          60 + wave,
          40 + wave,
          wave % 9,
          wave % 7,
          wave % 5,
          12 + (wave % 20),
          wave % 20,
          wave % 20,
          wave % 6,
          isWhole ? '{}' : '{"accounts_engaged":"not_returned"}',
          place < days - 2
            ? '[]'
            : '["reach","views","accounts_engaged","total_interactions","likes","follows_and_unfollows"]',
          syncedAt,
          `${name}T07:00:00+0000`,
          place < days - 2 ? 1 : 0,
          syncedAt,
        )
        followed.run(
          id,
          name,
          9_000 + index + place * 2 + (wave % 4),
          (wave % 20) - (wave % 6),
          place < days - 2 ? 1 : 0,
          place < days / 2 ? 1 : 0,
        )
      }
      for (const [place, name] of names.entries()) {
        const wave = (index * 31 + place * 17) % 101
        const parts = { POST: 300 + wave, REEL: 400 + 7 * wave, STORY: 100 + (wave % 30) }
        const views = place % 5 === 0 ? { ...parts, CAROUSEL_CONTAINER: 20 + (wave % 9) } : parts
        const isWhole = (index + place) % 40 !== 0
        const values = { ...(isWhole && { views }), reach: parts, total_interactions: { POST: 30, REEL: 30 + wave } }
        // The newest have not settled.
        const isFinal = place < days - 4
        split.run(
          id,
          name,
          JSON.stringify(values),
          isWhole ? '{}' : '{"views":"not_returned"}',
          isFinal ? 1 : 0,
          isFinal ? syncedAt : Date.parse(name) + dayMs,
        )
      }
      const kinds: [string, object, boolean][] = [
        ['first_connection', { username: `loja.${index}` }, true],
        ['achievement_unlocked', { achievement: 'first_connection', credits: 50 }, true],
        ['achievement_unlocked', { achievement: 'connected_7_days', credits: 10 }, true],
        ['followers_grew', { username: `loja.${index}`, count: 12, total: 10_000 + index }, false],
        ['followers_grew', { username: `loja.${index}`, count: 31, total: 10_031 + index }, false],
      ]
      for (const [place, [kind, parameters, isRead]] of kinds.entries()) {
        notice.run(
          person,
          id,
          kind,
          JSON.stringify(parameters),
          `${id}.${place}`,
          now - (9 - place) * dayMs,
          isRead ? now - dayMs : null,
        )
      }
    }
  })()
  raw.pragma('wal_checkpoint(TRUNCATE)')
  raw.close()
}
