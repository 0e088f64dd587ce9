import { expect, test } from 'vitest'
import { compareTexts, fewestUsers, type VariantUser } from '../src/connect/compare-texts.ts'
import { makeClock, startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const compared = { ...quiet, connectTextsComparison: 'on' } as const

test('the funnel counts people, conversion, seconds, reasons, days and places', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const { as, authorize, clock, connect } = backend
  const begin = (userId: string, placement: string) => as(userId).instagram.connect.start({ placement })
  // Ana goes all the way in 40 seconds, Bruno says no, Caio never comes back, Duda has a personal account.
  const ana = await begin('ana', 'onboarding')
  await as('ana').instagram.connect.redirected({ state: ana.state })
  await as('ana').instagram.connect.redirected({ state: ana.state })
  clock.advance(40_000)
  const code = backend.sandbox.control.approve('loja.da.ana', {
    state: ana.state,
    redirectUri: 'http://localhost:3999/return',
  })
  await as('ana').instagram.connect.complete({ code, state: ana.state })
  const bruno = await begin('bruno', 'settings')
  clock.advance(10_000)
  await as('bruno').instagram.connect.cancel({ state: bruno.state, error: 'access_denied', errorReason: 'user_denied' })
  await begin('caio', 'settings')
  const duda = await authorize('duda', 'conta.pessoal')
  await as('duda')
    .instagram.connect.complete(duda)
    .catch(() => undefined)
  void connect

  const funnel = await as('carla', 'admin').admin.funnel({})
  const step = (name: string) => funnel.steps.find(({ step: known }) => known === name)

  expect(funnel).toMatchObject({
    startDate: '2026-10-18',
    endDate: '2026-11-16',
    people: 4,
    flows: 4,
    cancelled: 1,
    failed: 1,
  })
  expect(step('started')).toMatchObject({ count: 4, conversionPercent: 100, fromStartPercent: 100, medianSeconds: 0 })
  // Whoever says no at Instagram has been there, also where the host's page did not tell.
  expect(step('redirected')).toMatchObject({ count: 3, fromStartPercent: 75 })
  expect(step('returned')).toMatchObject({ count: 2 })
  expect(step('connected')).toMatchObject({ count: 1, fromStartPercent: 25, medianSeconds: 40, p90Seconds: 40 })
  expect(funnel.reasons).toEqual([
    { reason: 'ACCOUNT_NOT_PROFESSIONAL', count: 1 },
    { reason: 'user_denied', count: 1 },
  ])
  expect(funnel.days.at(-1)).toEqual({ date: '2026-11-16', started: 4, connected: 1, cancelled: 1, failed: 1 })
  expect(funnel.days).toHaveLength(30)
  expect(funnel.placements).toContainEqual({ placement: 'settings', started: 2, connected: 0 })
  expect(await as('carla', 'admin').admin.funnel({ placement: 'onboarding' })).toMatchObject({ people: 1, flows: 1 })
  expect(funnel.texts).toMatchObject({ verdict: 'too_few_people', pValue: null, peopleMissing: fewestUsers })
  expect(funnel.texts.variants.map(({ title, button }) => [title, button])).toEqual([
    ['Veja como seu Instagram cresce', 'Conectar Instagram'],
    ['Seus números do Instagram, todo dia, sem planilha', 'Começar agora'],
  ])
})

test('a person counts once, however often they try, and with what came of it in the end', async () => {
  const { as, authorize, clock, connect } = await startBackend({ dashboard: quiet })
  const cancel = async (userId: string) => {
    const { state } = await as(userId).instagram.connect.start({ placement: 'onboarding' })
    await as(userId).instagram.connect.cancel({ state, error: 'access_denied' })
  }
  // Ana says no twice and connects after that; Bruno begins three times and says no in between.
  await cancel('ana')
  await cancel('ana')
  clock.advance(5_000)
  await connect('ana', 'loja.da.ana')
  await as('bruno').instagram.connect.start({ placement: 'settings' })
  await cancel('bruno')
  await authorize('bruno', 'criador.leo')

  const funnel = await as('carla', 'admin').admin.funnel({})
  expect(funnel).toMatchObject({ people: 2, flows: 6, cancelled: 1, failed: 0 })
  expect(funnel.steps.map(({ count }) => count)).toEqual([2, 2, 1, 1, 1, 1])
  expect(funnel.steps.at(-1)).toMatchObject({ fromStartPercent: 50 })
  expect(funnel.reasons).toEqual([{ reason: 'access_denied', count: 2 }])
  expect(funnel.days.at(-1)).toEqual({ date: '2026-11-16', started: 2, connected: 1, cancelled: 1, failed: 0 })
  expect(funnel.placements).toContainEqual({ placement: 'onboarding', started: 2, connected: 0 })
  expect(funnel.placements).toContainEqual({ placement: null, started: 2, connected: 1 })
})

test('whoever had connected before is counted apart: reconnecting, another account, and weeks later', async () => {
  const { as, authorize, clock, connect } = await startBackend({ dashboard: quiet })
  const { account } = await connect('ana', 'loja.da.ana')
  const again = await authorize('ana', 'loja.da.ana', { accountId: account.id })
  await as('ana').instagram.connect.complete(again)
  await connect('ana', 'cafe.pequeno')
  const ofToday = await as('carla', 'admin').admin.funnel({})
  expect(ofToday).toMatchObject({ people: 1, flows: 1 })
  expect(ofToday.steps.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1])
  expect(ofToday.reconnects).toEqual({ people: 1, flows: 2, connected: 1, cancelled: 0, failed: 0 })

  clock.advance(40 * 86_400_000)
  await connect('ana', 'loja.da.ana')
  await connect('bruno', 'criador.leo')
  const later = await as('carla', 'admin').admin.funnel({})
  expect(later).toMatchObject({ people: 1, flows: 1, reconnects: { people: 1, flows: 1, connected: 1 } })
})

test('a day of the funnel begins and ends at midnight in Los Angeles', async () => {
  const clock = makeClock(new Date('2026-11-17T07:59:00Z'))
  const { as } = await startBackend({ dashboard: quiet, clock })
  await as('ana').instagram.connect.start({})
  clock.advance(2 * 60_000)
  await as('bruno').instagram.connect.start({})

  const funnel = (startDate: string, endDate: string) => as('carla', 'admin').admin.funnel({ startDate, endDate })
  const both = await funnel('2026-11-16', '2026-11-17')
  expect(both.days.map(({ date, started }) => [date, started])).toEqual([
    ['2026-11-16', 1],
    ['2026-11-17', 1],
  ])
  for (const day of ['2026-11-16', '2026-11-17']) expect(await funnel(day, day)).toMatchObject({ people: 1 })
  expect((await as('carla', 'admin').admin.funnel({})).endDate).toBe('2026-11-17')
})

test('seconds come with one decimal at most', async () => {
  const { as, authorize, clock } = await startBackend({ dashboard: quiet })
  for (const [index, username] of ['loja.da.ana', 'criador.leo', 'cafe.pequeno'].entries()) {
    const scenario = await authorize(username, username)
    clock.advance(index * 1_000)
    await as(username).instagram.connect.complete(scenario)
  }
  const { steps } = await as('carla', 'admin').admin.funnel({})
  expect(steps.at(-1)).toMatchObject({ step: 'connected', count: 3, medianSeconds: 1, p90Seconds: 1.8 })
  for (const { p90Seconds } of steps) expect(String(p90Seconds)).toMatch(/^(null|\d+(\.\d)?)$/)
})

test.each([
  { startDate: '2026-11-16', endDate: '2026-11-15' },
  { startDate: '2025-01-01', endDate: '2026-11-15' },
])('a range that can not be is refused: %j', async (input) => {
  const { as } = await startBackend({ dashboard: quiet })
  await expect(as('carla', 'admin').admin.funnel(input)).rejects.toMatchObject({ cause: { code: 'VALIDATION' } })
  await expect(as('ana').admin.funnel({})).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } })
})

test('everybody gets the first texts and nobody is compared until the comparison is switched on', async () => {
  const { as } = await startBackend({ dashboard: quiet })
  const people = Array.from({ length: 20 }, (_, index) => `person-${index}`)
  const variants = await Promise.all(people.map(async (userId) => (await as(userId).instagram.connect.texts()).variant))
  await as('ana').instagram.connect.start({ textVariant: 'a' })
  const { texts } = await as('carla', 'admin').admin.funnel({})

  expect(new Set(variants)).toEqual(new Set(['a']))
  expect(texts).toMatchObject({ verdict: 'too_few_people', pValue: null, variants: [{ people: 0 }, { people: 0 }] })
})

test('in a comparison a person always gets the same texts, in their language, and both are given out', async () => {
  const { as, dashboard } = await startBackend({ dashboard: compared })
  const people = Array.from({ length: 200 }, (_, index) => `person-${index}`)
  const variants = await Promise.all(people.map(async (userId) => (await as(userId).instagram.connect.texts()).variant))
  const again = await Promise.all(people.map(async (userId) => (await as(userId).instagram.connect.texts()).variant))
  const english = await dashboard.caller({ userId: 'person-0', locale: 'en' }).instagram.connect.texts()

  expect(again).toEqual(variants)
  expect(new Set(variants)).toEqual(new Set(['a', 'b']))
  expect(variants.filter((variant) => variant === 'a').length).toBeGreaterThan(50)
  expect(['Connect Instagram', 'Start now']).toContain(english.button)
})

test('only who was shown their own texts takes part in the comparison, each person once', async () => {
  const { as } = await startBackend({ dashboard: compared })
  const { variant } = await as('ana').instagram.connect.texts()
  const other = variant === 'a' ? 'b' : 'a'
  await as('ana').instagram.connect.start({ textVariant: variant })
  await as('ana').instagram.connect.start({ textVariant: variant })
  await as('ana').instagram.connect.start({ textVariant: other })
  await as('bruno').instagram.connect.start({})
  const { texts } = await as('carla', 'admin').admin.funnel({})

  expect(texts.variants.find((known) => known.variant === variant)).toMatchObject({ people: 1, connected: 0 })
  expect(texts.variants.find((known) => known.variant === other)).toMatchObject({ people: 0, connectedPercent: null })
})

const persons = (variant: 'a' | 'b', people: number, connected: number): VariantUser[] =>
  Array.from({ length: people }, (_, index) => ({ variant, hasConnected: index < connected }))

test.each<[string, VariantUser[], string, number | null]>([
  ['few people', [...persons('a', 99, 90), ...persons('b', 500, 10)], 'too_few_people', null],
  ['few who connect', [...persons('a', 500, 9), ...persons('b', 500, 100)], 'too_few_people', null],
  ['few who do not', [...persons('a', 500, 495), ...persons('b', 500, 300)], 'too_few_people', null],
  // z = 1.4034 and z = 3.1373: worked out by hand.
  ['a difference that chance makes', [...persons('a', 200, 100), ...persons('b', 200, 114)], 'no_difference', 0.1605],
  [
    'a difference that chance hardly makes',
    [...persons('a', 1000, 500), ...persons('b', 1000, 570)],
    'difference',
    0.0017,
  ],
  ['no difference', [...persons('a', 300, 150), ...persons('b', 300, 150)], 'no_difference', 1],
])('%s', (_name, people, verdict, pValue) => {
  const comparison = compareTexts(people)

  expect(comparison.verdict).toBe(verdict)
  if (pValue === null) expect(comparison.pValue).toBeNull()
  else expect(comparison.pValue).toBeCloseTo(pValue, 3)
})
