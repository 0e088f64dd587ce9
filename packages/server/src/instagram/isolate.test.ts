import { describe, expect, it } from 'vitest'
import { GraphFailure, type GraphFailureDetails, type GraphFailureKind } from './failure.ts'
import { isolate } from './isolate.ts'

const all = ['views', 'reach', 'likes', 'comments', 'shares', 'saves', 'replies', 'reposts']

interface Refusal {
  kind: GraphFailureKind
  details: GraphFailureDetails
}

/** An Instagram that fails every call with one of the bad names in it. */
async function ask(bad: readonly string[], refusal: Refusal, { hasBase = false } = {}) {
  const read = new Set<string>()
  const asked: (readonly string[])[] = []
  const [refused, failing] = [new Set<string>(), new Set<string>()]
  const outcome = await isolate<readonly string[]>({
    names: all,
    refused,
    failing,
    hasBase,
    ask: (names) => {
      asked.push(names)
      const isBad = names.some((name) => bad.includes(name)) || bad.includes('everything')
      return isBad
        ? Promise.reject(new GraphFailure(refusal.kind, 'GET me/insights', refusal.details))
        : Promise.resolve(names)
    },
    onAnswer: (names) => {
      for (const name of names) read.add(name)
    },
  }).catch((error: unknown) => error)
  return {
    outcome,
    asked,
    read: [...read].toSorted(),
    refused: [...refused].toSorted(),
    failing: [...failing].toSorted(),
  }
}

const refusals: Record<string, Refusal> = {
  '100': { kind: 'rejected', details: { code: 100, httpStatus: 400 } },
  '-1/2207086': { kind: 'rejected', details: { code: -1, subcode: 2_207_086, httpStatus: 400 } },
  '36104': { kind: 'rejected', details: { code: 36_104, httpStatus: 400 } },
  '10': { kind: 'permission_missing', details: { code: 10, httpStatus: 400 } },
  'an error without a code': { kind: 'rejected', details: { httpStatus: 400 } },
  'a page': { kind: 'transient', details: { httpStatus: 502 } },
  'what is not readable': { kind: 'unreadable', details: {} },
  '1 with HTTP 500': { kind: 'transient', details: { code: 1, httpStatus: 500 } },
}
const without = (...names: string[]) => all.filter((name) => !names.includes(name)).toSorted()
const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other]))

describe.each(Object.entries(refusals))('names that Instagram answers with %s', (_name, refusal) => {
  const isPassing = refusal.kind === 'transient' || refusal.kind === 'unreadable'

  it.each(all)('%s takes no other with it', async (bad) => {
    const { outcome, read, refused, failing } = await ask([bad], refusal)
    expect(outcome).toBeUndefined()
    expect(read).toEqual(without(bad))
    expect(isPassing ? failing : refused).toEqual([bad])
    expect(isPassing ? refused : failing).toEqual([])
  })

  it('two of them take no other with them, unless they pass and are the two that are asked alone', async () => {
    for (const pair of pairs) {
      const { outcome, read } = await ask(pair, refusal)
      if (isPassing && pair.join() === 'views,shares') expect(outcome).toBeInstanceOf(GraphFailure)
      else expect(read).toEqual(without(...pair))
    }
  })

  it('are found with one call for two of them when the text names one', async () => {
    const named = { ...refusal, details: { ...refusal.details, refusedNames: ['likes'] } }
    const { asked, read } = await ask(['likes'], named)
    expect(asked).toHaveLength(2)
    expect(read).toEqual(without('likes'))
  })

  it('are found also when the text seems to name another', async () => {
    const named = { ...refusal, details: { ...refusal.details, refusedNames: ['reach'] } }
    const { read, refused, failing } = await ask(['likes'], named)
    expect(read).toEqual(without('likes'))
    expect([...refused, ...failing]).toEqual(['likes'])
  })

  it('are told from an outage or a refusal of everything by a few questions more, and then nothing is blamed', async () => {
    const { outcome, asked, refused, failing } = await ask(['everything'], refusal)
    expect(outcome).toMatchObject({ kind: refusal.kind })
    expect(asked).toHaveLength(isPassing ? 3 : 4)
    expect([...refused, ...failing]).toEqual([])
  })

  it('are told from an outage by one question where there is something to ask without them', async () => {
    const { outcome, asked } = await ask(['everything'], refusal, { hasBase: true })
    expect(outcome).toMatchObject({ kind: refusal.kind })
    expect(asked).toEqual([all, []])
    expect((await ask(all, refusal, { hasBase: true })).outcome).toBe(undefined)
  })
})

it.each<[string, Refusal]>([
  ['no answer', { kind: 'transient', details: {} }],
  ['a limit', { kind: 'rate_limited', details: { code: 4 } }],
  ['a refused token', { kind: 'token_refused', details: { code: 190 } }],
  ['a refused app', { kind: 'app_refused', details: { code: 200 } }],
  ['a checkpoint', { kind: 'user_action_needed', details: { code: 190 } }],
])('what fails with %s is not asked for in parts', async (_name, refusal) => {
  const { outcome, asked, refused, failing } = await ask(['likes'], refusal)
  expect(outcome).toMatchObject({ kind: refusal.kind })
  expect(asked).toEqual([all])
  expect([...refused, ...failing]).toEqual([])
})

it('keeps what was answered before a failure that ends it', async () => {
  const read: string[] = []
  let calls = 0
  const work = isolate<readonly string[]>({
    names: all,
    refused: new Set(),
    failing: new Set(),
    ask: (names) => {
      calls += 1
      if (calls === 2) return Promise.resolve(names)
      const kind = calls === 1 ? 'rejected' : 'rate_limited'
      return Promise.reject(new GraphFailure(kind, 'GET me/insights', { httpStatus: 400, code: calls === 1 ? 100 : 4 }))
    },
    onAnswer: (names) => void read.push(...names),
  })
  await expect(work).rejects.toMatchObject({ kind: 'rate_limited' })
  expect(read).toEqual(['views'])
})

it('blames nothing when Instagram goes down between two questions', async () => {
  let calls = 0
  const failing = new Set<string>()
  const work = isolate<readonly string[]>({
    names: all,
    refused: new Set(),
    failing,
    ask: (names) => {
      calls += 1
      return calls === 2
        ? Promise.resolve(names)
        : Promise.reject(new GraphFailure('transient', 'GET me/insights', { code: 2, httpStatus: 500 }))
    },
    onAnswer: () => undefined,
  })
  await expect(work).rejects.toMatchObject({ kind: 'transient' })
  expect([...failing]).toEqual([])
})
