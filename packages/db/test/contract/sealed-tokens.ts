import { expect } from 'vitest'
import { accounts, sealedTokens } from '../../src/index.ts'
import { account } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const longTokens = { purpose: 'long_token', after: '', limit: 10 } as const

export function describeSealedTokens(test: ContractTest): void {
  test('tokens of other keys are listed by account, those of the key are not', async ({ db }) => {
    await accounts.insert(db, account('bruno', { sealedToken: 'v1.aaaaaaaa.old' }))
    await accounts.insert(db, account('ana', { sealedToken: 'v1.bbbbbbbb.old' }))
    await accounts.insert(db, account('carla', { sealedToken: 'v1.cccccccc.new' }))
    await accounts.insert(db, account('davi', { sealedToken: null, status: 'disconnected' }))
    const first = await sealedTokens.listNotSealedBy(db, 'cccccccc', { ...longTokens, limit: 1 })
    const rest = await sealedTokens.listNotSealedBy(db, 'cccccccc', { ...longTokens, after: 'ana' })

    expect(first).toEqual([
      {
        purpose: 'long_token',
        id: 'ana',
        owner: 'ana',
        subject: 'instagram-ana',
        userId: 'user-ana',
        text: 'v1.bbbbbbbb.old',
      },
    ])
    expect(rest.map(({ id }) => id)).toEqual(['bruno'])
    expect(await sealedTokens.countByKey(db)).toEqual({ aaaaaaaa: 1, bbbbbbbb: 1, cccccccc: 1 })
  })

  test('a token is replaced only if it is still the one that was read', async ({ db }) => {
    await accounts.insert(db, account('ana', { sealedToken: 'v1.aaaaaaaa.old' }))
    const token = { purpose: 'long_token', id: 'ana', text: 'v1.aaaaaaaa.old' } as const
    expect(await sealedTokens.replace(db, { ...token, text: 'v1.aaaaaaaa.other' }, 'v1.cccccccc.new')).toBe(false)
    expect(await sealedTokens.replace(db, token, 'v1.cccccccc.new')).toBe(true)
    expect(await accounts.readSealedToken(db, 'ana')).toBe('v1.cccccccc.new')
  })

  test('a text of another form is counted as unknown', async ({ db }) => {
    await accounts.insert(db, account('ana', { sealedToken: 'gAAAA' }))
    expect(await sealedTokens.countByKey(db)).toEqual({ unknown: 1 })
  })
}
