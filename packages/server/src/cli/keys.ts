import { openDatabase } from '@instagram-dashboard/db'
import { readConfiguration } from '../config.ts'
import { createInstagramDashboard, systemClock as clock } from '../dashboard.ts'
import { systemCaller } from '../deps.ts'
import { createRecorder } from '../events/record.ts'
import { declareLost, KeyNotLost } from '../keys/declare-lost.ts'
import { renewLostSecret } from '../keys/renew-lost-secret.ts'
import { generateFernetKey } from '../vault/fernet.ts'
import { Secret } from '../vault/secret.ts'
import { createVault } from '../vault/vault.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

export async function generateKey({ write }: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  const key = generateFernetKey()
  write(isJson ? JSON.stringify({ key }) : key)
  return 0
}

/** 1 when a token is left on another key than the first. */
export async function rotate(terminal: Terminal, { isJson, isDryRun }: CommandFlags): Promise<ExitCode> {
  const { environment, write, writeProgress } = terminal
  const options = { ...readConfiguration(environment), authenticate: () => null, backgroundJobs: false }
  const dashboard = await createInstagramDashboard({ ...options, writeLog: () => undefined })
  try {
    const counts = await dashboard.rotateKeys({
      dryRun: isDryRun,
      ...(isJson ? {} : { onProgress: (seen: number) => writeProgress(`${seen} tokens seen`) }),
    })
    const { rewrapped, skipped, unopened, left, total } = counts
    if (isJson) write(JSON.stringify(counts))
    else {
      write(`${isDryRun ? 'to seal again' : 'sealed again'} ${rewrapped}, skipped ${skipped}, of ${total} tokens`)
      if (unopened.length > 0) write(`These do not open and were left as they are: ${unopened.join(', ')}`)
      if (!isDryRun) write(left === 0 ? 'None is left on an old key.' : `${left} are left on an old key.`)
    }
    return unopened.length > 0 || (!isDryRun && left > 0) ? 1 : 0
  } finally {
    await dashboard.close()
  }
}

/** Not through the dashboard, which refuses to start without the key: that is why this command exists. */
export async function declareKeyLost(
  { environment, write, writeError }: Terminal,
  { isJson, values: [keyId] }: CommandFlags,
): Promise<ExitCode> {
  if (keyId === undefined || !/^[0-9a-f]{8}$/.test(keyId)) {
    writeError('Which key? Its id has eight characters of 0-9 and a-f; the refusal to start names it.')
    return 2
  }
  const { databaseUrl, instagramTokenEncryptionKey, defaultLocale } = readConfiguration(environment)
  const vault = createVault({ keys: Secret.of(instagramTokenEncryptionKey), now: clock.now })
  const db = await openDatabase(databaseUrl)
  try {
    const { keys, isRenewed } = await renewLostSecret(db, { vault, now: clock.now(), lostKeyId: keyId })
    const record = createRecorder(keys)
    const by = { caller: systemCaller(defaultLocale), at: clock.now() }
    const event = { type: 'keys.lost', userId: null, accountId: null, data: {} } as const
    if (isRenewed) await db.transaction((tx) => record(tx, event, by))
    const lost = await declareLost({ db, vault, clock, record, settings: { defaultLocale } }, keyId)
    write(isJson ? JSON.stringify({ lost }) : `${lost} accounts must be reconnected; their numbers are kept.`)
    return 0
  } catch (error) {
    if (!(error instanceof KeyNotLost)) throw error
    writeError(`The key ${keyId} is in INSTAGRAM_TOKEN_ENCRYPTION_KEY: nothing is lost.`)
    return 2
  } finally {
    await db.close()
  }
}
