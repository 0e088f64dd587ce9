import { expect } from 'vitest'
import { connectionAttempts } from '../../src/index.ts'
import { at, attempt } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

export function describeConnectionAttempts(test: ContractTest): void {
  test('the steps of a flow come back in the order in which it reached them', async ({ db }) => {
    for (const step of ['started', 'redirected', 'returned', 'connected'] as const) {
      await connectionAttempts.insert(db, attempt('flow', step))
      await connectionAttempts.insert(db, attempt('another', step))
    }

    const steps = await connectionAttempts.listSteps(db, 'flow')
    expect(steps.map(({ step }) => step)).toEqual(['started', 'redirected', 'returned', 'connected'])
  })

  test('a step keeps everything that was said about it', async ({ db }) => {
    const failed = { ...attempt('flow', 'failed'), accountId: 'ana', durationSeconds: 41, errorMessage: 'Não deu: 🙈' }
    await connectionAttempts.insert(db, { ...failed, createdAt: at(0.123) })

    const [step] = await connectionAttempts.listSteps(db, 'flow')
    expect(step).toEqual({ ...failed, textVariant: null, id: expect.any(Number), createdAt: at(0.123) })
  })

  test('an unknown flow has no steps', async ({ db }) => {
    expect(await connectionAttempts.listSteps(db, 'nobody')).toEqual([])
  })
}
