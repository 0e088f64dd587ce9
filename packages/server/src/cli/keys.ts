import { openDatabase, sealedTokens } from '@instagram-dashboard/db'
import { readOwnConfiguration } from '../config.ts'
import { systemClock as clock } from '../dashboard.ts'
import { createRecorder } from '../events/record.ts'
import { countLost, declareLost, KeyNotLost } from '../keys/declare-lost.ts'
import { renewLostSecret } from '../keys/renew-lost-secret.ts'
import { createVault, generateFernetKey, Secret } from '../vault/index.ts'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

export async function generateKey({ write }: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  const key = generateFernetKey()
  write(isJson ? JSON.stringify({ key }) : key)
  return 0
}

/** 1 when a token is left on another key than the first. */
export async function rotate(terminal: Terminal, { isJson, isDryRun }: CommandFlags): Promise<ExitCode> {
  const { write, writeProgress, say } = terminal
  return withDashboard(terminal, async (dashboard) => {
    const counts = await dashboard.rotateKeys({
      dryRun: isDryRun,
      ...(isJson ? {} : { onProgress: (seen: number) => writeProgress(say('tokens_seen', { count: seen })) }),
    })
    const { unopened, left } = counts
    if (isJson) write(JSON.stringify(counts))
    else {
      writeProgress('')
      write(say('sealed', { ...counts, isDryRun }))
      if (unopened.length > 0) write(say('unopened', { ids: unopened.join(', ') }))
      if (!isDryRun) write(say('left', { count: left }))
    }
    return unopened.length > 0 || (!isDryRun && left > 0) ? 1 : 0
  })
}

/**
 * Not through the dashboard, which refuses to start without the key: that is why this command exists. An outdated key in
 * the environment looks exactly like a lost one, so that it first says what would be lost and wants to be told again.
 */
export async function declareKeyLost(
  { environment, write, say }: Terminal,
  { isJson, isConfirmed, values: [keyId] }: CommandFlags,
): Promise<ExitCode> {
  if (keyId === undefined || !/^[0-9a-f]{8}$/.test(keyId)) throw new CommandFault(say('which_key'), 2)
  const {
    databaseUrl,
    databaseSchema: tableSchema,
    instagramTokenEncryptionKey,
    defaultLocale,
  } = readOwnConfiguration(environment)
  const vault = createVault({ keys: Secret.of(instagramTokenEncryptionKey), now: clock.now })
  const db = await openDatabase(databaseUrl, { schema: 'check', tableSchema })
  try {
    const sealed = await countLost({ db, vault }, keyId)
    if (!Object.values(sealed).some(Boolean)) {
      const inUse = Object.keys(await sealedTokens.countByKey(db))
      throw new CommandFault(say('nothing_sealed', { keyId, keysInUse: inUse.join(', ') || 'none' }), 2)
    }
    if (!isConfirmed) {
      write(
        isJson ? JSON.stringify({ wouldLose: sealed }) : say('would_lose', { ...sealed, users: sealed.people, keyId }),
      )
      return 2
    }
    const settings = { defaultLocale }
    const keys = await renewLostSecret(db, { vault, now: clock.now(), lostKeyId: keyId, settings })
    const record = createRecorder({ keys, vault })
    const lost = await declareLost({ db, vault, clock, record, settings }, keyId)
    write(isJson ? JSON.stringify({ lost }) : say('lost', { count: lost }))
    return 0
  } catch (error) {
    throw error instanceof KeyNotLost ? new CommandFault(say('key_not_lost', { keyId }), 2) : error
  } finally {
    await db.close()
  }
}
