import { randomBytes, randomInt } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { generateFernetKey, parseFernetKey, sealFernet } from './fernet.ts'
import { Secret } from './secret.ts'
import { createVault, VaultError, type SealContext, type Vault } from './vault.ts'

const now = () => new Date('2026-11-16T18:00:00Z')
const first = generateFernetKey()
const second = generateFernetKey()
const vaultOf = (...keys: string[]): Vault => createVault({ keys: Secret.of(keys.join(',')), now })
const context: SealContext = { purpose: 'long_token', owner: 'ana', subject: '17841405793187218' }
const token = 'IGAAcanary-token'

function faultOf(action: () => unknown): VaultError {
  try {
    action()
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    expect(error.cause).toBeUndefined()
    const shown = inspect(error, { showHidden: true, depth: 20 }) + JSON.stringify(error)
    for (const secret of [token, first, second]) expect(shown).not.toContain(secret)
    return error
  }
  throw new Error('Nothing was refused')
}
const read = (secret: Secret) => secret.use((text) => text)

describe('a vault', () => {
  const vault = vaultOf(first)
  const sealed = vault.seal(context, Secret.of(token))

  it('gives back what was sealed and shows nothing of it', () => {
    expect(read(vault.open(context, sealed))).toBe(token)
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.gAAAA[\w=-]+$/)
    expect(sealed).not.toContain('canary')
    expect(`${vault.open(context, sealed)}`).toBe('[redacted]')
  })

  it.each<[string, SealContext]>([
    ['another purpose', { ...context, purpose: 'short_token' }],
    ['another owner', { ...context, owner: 'bob' }],
    ['the neighbouring account', { ...context, subject: '17841405793187219' }],
    ['owner and subject exchanged', { ...context, owner: context.subject, subject: context.owner }],
    ['the border moved', { ...context, owner: 'ana1', subject: '7841405793187218' }],
    ['a border forged', { ...context, owner: 'ana|17:17841405793187218', subject: '' }],
  ])('does not open for %s', (_name, swapped) => {
    expect(faultOf(() => vault.open(swapped, sealed)).reason).toBe('cannot_open')
  })

  it('does not open with any one character changed', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      for (const letter of ['A', 'b', '0', '_', '=', '.']) {
        const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1)
        if (changed === sealed) continue
        expect(() => vault.open(context, changed)).toThrow(VaultError)
        expect(vault.canOpen(changed)).toBe(false)
      }
    }
  })

  it.each(['', 'v1', 'v1..', 'v2.00000000.gAAAA', token, `v1.${'0'.repeat(8)}.`, 'null'])(
    'does not open %j',
    (stored) => {
      expect(['cannot_open', 'unknown_key']).toContain(faultOf(() => vault.open(context, stored)).reason)
      expect(vault.canOpen(stored)).toBe(false)
    },
  )

  it.each(['not json', 'null', '7', '[]', '{}', '{"t":"x"}', '{"c":7,"t":"x"}', '"text"'])(
    'does not open a foreign token that holds %s',
    (plaintext) => {
      const key = parseFernetKey(first)
      if (!key) throw new Error('This is no key')
      const [keyId] = vault.keyIds
      const foreign = `v1.${keyId}.${sealFernet(key, Buffer.from(plaintext), { now: now() })}`
      expect(faultOf(() => vault.open(context, foreign)).reason).toBe('cannot_open')
    },
  )

  it('tells owners apart that UTF-8 would write alike', () => {
    const odd = vault.seal({ ...context, owner: '\ud800' }, Secret.of(token))
    expect(read(vault.open({ ...context, owner: '\ud800' }, odd))).toBe(token)
    expect(faultOf(() => vault.open({ ...context, owner: '\ud801' }, odd)).reason).toBe('cannot_open')
    expect(faultOf(() => vault.open({ ...context, owner: '\ufffd' }, odd)).reason).toBe('cannot_open')
  })

  it('gives back 500 random tokens, each for its own row alone', () => {
    const rows = Array.from({ length: 500 }, (_, index) => {
      const text = randomBytes(randomInt(0, 400)).toString(index % 2 === 0 ? 'base64url' : 'latin1')
      const own: SealContext = {
        purpose: index % 3 === 0 ? 'short_token' : 'long_token',
        owner: randomBytes(randomInt(0, 6)).toString('latin1'),
        subject: String(index),
      }
      return { text, own, stored: vault.seal(own, Secret.of(text)) }
    })
    expect(new Set(rows.map(({ stored }) => stored)).size).toBe(500)
    for (const [index, { text, own, stored }] of rows.entries()) {
      expect(read(vault.open(own, stored))).toBe(text)
      const neighbour = rows[(index + 1) % rows.length]
      if (neighbour) expect(faultOf(() => vault.open(neighbour.own, stored)).reason).toBe('cannot_open')
    }
  })

  it('says which key is missing, by its id', () => {
    const fault = faultOf(() => vaultOf(second).open(context, sealed))
    expect(fault.reason).toBe('unknown_key')
    expect(fault.message).toContain(vault.keyIds[0])
    expect(vaultOf(second).canOpen(sealed)).toBe(false)
  })
})

describe('a ring of keys', () => {
  const old = vaultOf(first)
  const ring = vaultOf(second, first)
  const sealedBefore = old.seal(context, Secret.of(token))

  it('opens with both, seals with the first and knows what to seal again', () => {
    const sealedNow = ring.seal(context, Secret.of(token))
    expect(read(ring.open(context, sealedBefore))).toBe(token)
    expect(read(ring.open(context, sealedNow))).toBe(token)
    expect([ring.needsRewrap(sealedBefore), ring.needsRewrap(sealedNow)]).toEqual([true, false])
    expect(ring.keyIdOf(sealedNow)).toBe(ring.keyIds[0])
    expect(ring.keyIdOf(sealedBefore)).toBe(old.keyIds[0])
    expect(ring.canOpen(sealedBefore)).toBe(true)
    expect(faultOf(() => old.open(context, sealedNow)).reason).toBe('unknown_key')
  })

  it('does not take the id of one key for the other', () => {
    const [newId, oldId] = ring.keyIds
    const renamed = sealedBefore.replace(`v1.${oldId}`, `v1.${newId}`)
    expect(renamed).not.toBe(sealedBefore)
    expect(faultOf(() => ring.open(context, renamed)).reason).toBe('cannot_open')
  })

  it('seals again with the first key what an older one sealed, for the same row only', () => {
    const sealedAgain = ring.rewrap(context, sealedBefore)
    expect(ring.keyIdOf(sealedAgain)).toBe(ring.firstKeyId)
    expect(read(vaultOf(second).open(context, sealedAgain))).toBe(token)
    expect(faultOf(() => ring.rewrap({ ...context, owner: 'bob' }, sealedBefore)).reason).toBe('cannot_open')
    expect(faultOf(() => vaultOf(second).rewrap(context, sealedBefore)).reason).toBe('unknown_key')
  })

  it('leaves as it is what the first key sealed, once it has opened', () => {
    const sealedNow = ring.seal(context, Secret.of(token))
    expect(ring.rewrap(context, sealedNow)).toBe(sealedNow)
    expect(faultOf(() => ring.rewrap({ ...context, owner: 'bob' }, sealedNow)).reason).toBe('cannot_open')
  })

  it('gives a key the same id every time', () => {
    expect(vaultOf(first).keyIds).toEqual(old.keyIds)
    expect(ring.keyIds).toHaveLength(2)
    expect(new Set(ring.keyIds).size).toBe(2)
  })

  it('forgives spaces and an empty place', () => {
    expect(createVault({ keys: Secret.of(` ${first} ,, ${second},`), now }).keyIds).toHaveLength(2)
  })

  it('takes the keys one by one as well', () => {
    const { keyIds, firstKeyId } = createVault({ keys: [second, first], now })
    expect(keyIds).toEqual(ring.keyIds)
    expect(firstKeyId).toBe(keyIds[0])
  })
})

describe('keys that are none', () => {
  it.each([
    [['canary-key'], 'key 1'],
    [[first, 'canary-key'], 'key 2'],
    [[first, second, `${first}canary`], 'key 3'],
    [[first, '', 'canary-key'], 'key 3'],
  ])('are named by their place, never by their value', (keys, place) => {
    const fault = faultOf(() => vaultOf(...keys))
    expect(fault.reason).toBe('invalid_key')
    expect(fault.message).toContain(place)
    expect(inspect(fault)).not.toContain('canary')
  })

  it.each(['', ' ', ',,'])('are missing in %j', (keys) => {
    expect(faultOf(() => createVault({ keys: Secret.of(keys), now })).reason).toBe('invalid_key')
  })
})
