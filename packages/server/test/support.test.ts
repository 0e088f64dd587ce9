import { expect, test } from 'vitest'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000

async function withAna() {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  return { ...backend, ana: backend.as('ana').instagram, admin: backend.as('carla', 'admin').admin }
}
const question = { subject: ' Faltam números ', message: 'Ontem não apareceu.' }

test('what was shown is what is sent, and it holds what helps but no secret', async () => {
  const { ana, issuedTokens, options } = await withAna()
  const shown = await ana.support.context()
  expect(shown).toMatchObject({
    accounts: [{ username: 'loja.da.ana', status: 'active', missingScopes: [], lastError: null }],
    failedSyncs: [],
  })
  expect(shown.events.map(({ type }) => type)).toContain('connection.completed')

  const ticket = await ana.support.create(question)
  expect(ticket).toMatchObject({ subject: 'Faltam números', message: question.message, status: 'open', context: shown })
  const text = JSON.stringify(ticket)
  for (const secret of [...issuedTokens(), options.instagramAppSecret]) {
    expect(text).not.toContain(secret)
  }
})

test('a failed sync is in the context, with its code', async () => {
  const { ana, sandbox, clock } = await withAna()
  clock.advance(3_600_000)
  sandbox.control.fault({ kind: 'status', status: 503, times: 1_000 })
  await expect(ana.sync.run({})).rejects.toMatchObject({ code: 'INSTAGRAM_UNAVAILABLE' })
  expect((await ana.support.context()).failedSyncs).toMatchObject([{ code: 'INSTAGRAM_UNAVAILABLE' }])
})

testOnce('without a subject the message names itself, and no letter is cut in half', async () => {
  const { ana } = await withAna()
  expect(await ana.support.create({ message: 'Oi!\nFaltam números.' })).toMatchObject({ subject: 'Oi!' })
  const families = '👩‍👩‍👧‍👦'.repeat(80)
  expect(await ana.support.create({ message: families })).toMatchObject({ subject: `${'👩‍👩‍👧‍👦'.repeat(60)}…` })
})

test('a person may send the message alone', async () => {
  const { ana, admin } = await withAna()
  expect(await ana.support.create({ ...question, includeContext: false })).toMatchObject({ context: null })
  expect((await admin.support.list({})).items).toMatchObject([{ userId: 'ana', context: null }])
})

test('an answer reaches the person with a notification, in their language', async () => {
  const { ana, admin, dashboard } = await withAna()
  const { id } = await ana.support.create(question)
  await admin.support.answer({ id, answer: 'O Instagram publica com até 48 horas de atraso.' })
  expect((await ana.support.list({})).items).toMatchObject([
    { id, status: 'answered', answer: 'O Instagram publica com até 48 horas de atraso.' },
  ])
  const notification = { kind: 'support_answered', title: 'O suporte respondeu', accountId: null }
  expect((await ana.notifications.list({})).items).toContainEqual(expect.objectContaining(notification))
  const english = dashboard.caller({ userId: 'ana', locale: 'en' }).instagram
  expect((await english.notifications.list({})).items).toContainEqual(
    expect.objectContaining({ title: 'Support has answered', body: expect.stringContaining(`no. ${id}`) }),
  )
  const types = (await admin.audit.list({})).items.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['support.created', 'support.answered']))
})

test('a better answer takes the place of the one before, and is told again', async () => {
  const { ana, admin, clock } = await withAna()
  const { id } = await ana.support.create(question)
  await admin.support.answer({ id, answer: 'Wait.' })
  await ana.notifications.markAllRead()
  clock.advance(60_000)
  await admin.support.answer({ id, answer: 'Reconnect.' })

  expect((await ana.support.list({})).items).toMatchObject([{ id, answer: 'Reconnect.' }])
  expect(await ana.notifications.unreadCount()).toEqual({ unreadCount: 1, needsActionCount: 1 })
})

test('a closed question is answered no more', async () => {
  const { ana, admin } = await withAna()
  const { id } = await ana.support.create(question)
  expect(await admin.support.close({ id })).toMatchObject({ status: 'closed' })
  await expect(admin.support.close({ id })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(admin.support.answer({ id, answer: 'late' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(admin.support.answer({ id: '999', answer: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('nobody sees the questions of somebody else, and admins find them by status and person', async () => {
  const { ana, as, admin } = await withAna()
  const { id } = await ana.support.create(question)
  await as('bruno').instagram.support.create(question)
  expect((await as('bruno').instagram.support.list({})).items.map((item) => item.id)).not.toContain(id)
  await admin.support.close({ id })
  const found = async (filter: Parameters<typeof admin.support.list>[0]) =>
    (await admin.support.list(filter)).items.map(({ userId }) => userId)
  expect(await found({})).toEqual(['bruno', 'ana'])
  expect(await found({ status: 'open' })).toEqual(['bruno'])
  expect(await found({ userId: 'ana' })).toEqual(['ana'])
})

test('pages of questions have no gap and no repeat', async () => {
  const { ana } = await withAna()
  for (let index = 0; index < 5; index += 1) await ana.support.create({ ...question, subject: `n${index}` })
  const first = await ana.support.list({ limit: 2 })
  const second = await ana.support.list({ limit: 2, cursor: first.nextCursor ?? '' })
  const third = await ana.support.list({ limit: 2, cursor: second.nextCursor ?? '' })
  const subjects = [first, second, third].flatMap(({ items }) => items.map(({ subject }) => subject))
  expect(subjects).toEqual(['n4', 'n3', 'n2', 'n1', 'n0'])
  expect(third.nextCursor).toBeNull()
})

test('twenty questions a day are enough', async () => {
  const { ana, clock } = await withAna()
  for (let index = 0; index < 20; index += 1) await ana.support.create({ ...question, includeContext: false })
  await expect(ana.support.create(question)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  clock.advance(dayMs + 1)
  await ana.support.create(question)
})
