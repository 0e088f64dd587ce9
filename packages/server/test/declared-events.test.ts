import { expect, test } from 'vitest'
import { declaredEvents, type MutationPath } from '../src/procedures/declared-events.ts'
import { appRouter } from '../src/api/router.ts'
import { startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

test('every mutation has its declaration, and nothing else has', () => {
  const mutations = Object.entries(appRouter._def.procedures)
    .filter(([, procedure]) => (procedure as unknown as { _def: { type: string } })._def.type === 'mutation')
    .map(([path]) => path)
  expect(Object.keys(declaredEvents).toSorted()).toEqual(mutations.toSorted())
})

test('what a mutation declares is what it leaves in the log, by the person who did it', async () => {
  const { as, authorize, clock, settled } = await startBackend({ dashboard: quiet })
  const { instagram } = as('ana')
  const admin = as('carla', 'admin').admin
  const typesSince = async (sequence: number) =>
    (await admin.audit.list({ limit: 100 })).items.filter((item) => item.sequence > sequence)
  const achievement = async () => (await admin.achievements.list({ userId: 'ana' })).items[0]?.id ?? ''
  const everyAccount = async () => ({ accountIds: (await admin.accounts.list({})).items.map(({ id }) => id) })
  const acts: [MutationPath, () => Promise<unknown>][] = [
    ['instagram.connect.start', () => instagram.connect.start({})],
    [
      'instagram.connect.cancel',
      async () =>
        instagram.connect.cancel({ state: (await instagram.connect.start({})).state, error: 'access_denied' }),
    ],
    ['instagram.connect.redirected', async () => instagram.connect.redirected({ state: 'unknown-state-of-nobody' })],
    ['instagram.connect.complete', async () => instagram.connect.complete(await authorize('ana', 'loja.da.ana'))],
    [
      'instagram.sync.run',
      async () => {
        await settled('ana')
        clock.advance(3_600_000)
        await instagram.sync.run({})
      },
    ],
    [
      'instagram.sync.start',
      async () => {
        clock.advance(3_600_000)
        await instagram.sync.start({})
        await settled('ana')
      },
    ],
    ['instagram.metrics.importFollowers', () => instagram.metrics.importFollowers({ content: '2020-01-01,5' })],
    ['instagram.metrics.removeImportedFollowers', () => instagram.metrics.removeImportedFollowers({})],
    [
      'instagram.media.setTags',
      async () => {
        const [post] = (await instagram.metrics.media({ limit: 1 })).items
        await instagram.media.setTags({ mediaId: post?.id ?? '', tags: ['x'] })
      },
    ],
    ['instagram.goals.create', () => instagram.goals.create({ metric: 'likes', amount: 1_000_000, by: '2026-12-31' })],
    [
      'instagram.goals.update',
      async () => instagram.goals.update({ id: (await instagram.goals.list()).items[0]?.id ?? '', amount: 2_000_000 }),
    ],
    [
      'instagram.goals.remove',
      async () => instagram.goals.remove({ id: (await instagram.goals.list()).items[0]?.id ?? '' }),
    ],
    ['instagram.privacy.setBenchmark', () => instagram.privacy.setBenchmark({ isOptedOut: false })],
    ['instagram.notifications.markRead', () => instagram.notifications.markRead({ ids: ['1'] })],
    ['instagram.notifications.markAllRead', () => instagram.notifications.markAllRead()],
    [
      'admin.achievements.reverse',
      async () => admin.achievements.reverse({ achievementId: await achievement(), why: 'x' }),
    ],
    ['admin.deliveries.resend', () => admin.deliveries.resend({ ids: ['msg_none'] })],
    ['admin.jobs.retry', () => admin.jobs.retry({ ids: ['00000000-0000-4000-8000-000000000000'] })],
    ['instagram.support.create', () => instagram.support.create({ subject: 'x', message: 'y' })],
    ['admin.support.answer', () => admin.support.answer({ id: '1', answer: 'z' })],
    ['admin.support.close', () => admin.support.close({ id: '1' })],
    ['admin.accounts.refreshTokens', async () => admin.accounts.refreshTokens(await everyAccount())],
    ['admin.accounts.sync', async () => admin.accounts.sync(await everyAccount())],
    ['admin.accounts.deactivate', async () => admin.accounts.deactivate(await everyAccount())],
    ['admin.accounts.reactivate', async () => admin.accounts.reactivate(await everyAccount())],
    ['instagram.connect.disconnect', () => instagram.connect.disconnect({})],
    ['instagram.privacy.erase', () => instagram.privacy.erase()],
  ]
  expect(acts.map(([path]) => path).toSorted()).toEqual(Object.keys(declaredEvents).toSorted())

  for (const [path, act] of acts) {
    const [newest] = (await admin.audit.list({ limit: 1 })).items
    await act()
    const declaration = declaredEvents[path]
    const left = await typesSince(newest?.sequence ?? 0)
    const types = left.map(({ type }) => type as string)
    if ('none' in declaration) expect([path, types]).toEqual([path, []])
    // Nothing was dead, so there was nothing to send or to do again.
    else if (path === 'admin.deliveries.resend' || path === 'admin.jobs.retry') expect(types).toEqual([])
    else {
      const own = left.filter(({ type }) => (declaration.events as readonly string[]).includes(type))
      expect([path, own.length]).not.toEqual([path, 0])
      // Whoever erased themselves is not named any more.
      if (path !== 'instagram.privacy.erase') {
        expect(own[0]?.actor.userId).toBe(path.startsWith('admin.') ? 'carla' : 'ana')
      }
    }
  }
})
