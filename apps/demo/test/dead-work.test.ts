import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase, type Database } from '../../../packages/db/src/index.ts'
import { createJobQueue, type JobQueue } from '../../../packages/server/src/jobs/job-queue.ts'
import { createLog } from '../../../packages/server/src/log.ts'
import { startCluster } from '../../../packages/server/test/start-cluster.ts'
import { checkLooks, hasChromium, useDemo } from './browser.ts'

const cluster = hasChromium ? startCluster() : undefined
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes or so').toString('base64')}`

/** A host's webhook that wants to hear no more, until told otherwise. */
async function startHook() {
  const told: string[] = []
  let status = 410
  const server = createServer((request, response) => {
    told.push(String(request.headers['webhook-id']))
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    told,
    answerWith: (next: number) => void (status = next),
    close: () => void server.close(),
  }
}

describe.skipIf(cluster === undefined)('work that was given up, on a PostgreSQL server', { timeout: 90_000 }, () => {
  let databaseUrl: string
  let db: Database
  let queue: JobQueue
  let hook: Awaited<ReturnType<typeof startHook>>
  let accountId: string

  const host = useDemo({
    latencyMs: 0,
    product: async () => {
      databaseUrl = (await cluster?.createDatabase()) ?? ''
      hook = await startHook()
      const webhook = { hostWebhookUrl: hook.url, hostWebhookSecret: secret }
      return { databaseUrl, ...webhook, syncCron: 'off', tokenRefreshCron: 'off' }
    },
  })
  const sql = async (text: string) => (await db.queueAccess?.executeSql(text))?.rows
  const carla = () => host.demo.dashboard.caller({ userId: 'carla', role: 'admin' })

  beforeAll(async () => {
    db = await openDatabase(databaseUrl)
    if (db.queueAccess === null) throw new Error('PostgreSQL has a queue')
    queue = createJobQueue(db.queueAccess, { log: createLog({ level: 'silent' }), isWorker: false })
    const { state } = await carla().instagram.connect.start({})
    const code = host.demo.sandbox.control.approve('loja.da.ana', { redirectUri: `${host.demo.url}/instagram/return` })
    accountId = (await carla().instagram.connect.complete({ code, state })).account.id
    await vi.waitUntil(
      async () => (await carla().instagram.sync.history({ accountId })).items[0]?.status === 'succeeded',
      { timeout: 30_000 },
    )
    // The background has nothing left to do for the account, or it would be in the way of what is broken here.
    await vi.waitUntil(
      async () => {
        const free = await sql(
          'UPDATE accounts SET catch_up_at = NULL, audience_read_at = now() WHERE lease_owner IS NULL RETURNING id',
        )
        const open = await sql(
          "SELECT id FROM instagram_dashboard_queue.job WHERE name IN ('sync', 'catch-up', 'audience', 'upkeep') AND state < 'completed'",
        )
        // The line of the log, its check, the benchmark and the retention: nothing else has a set time here.
        const atSetTimes = await sql('SELECT job FROM job_slots WHERE finished_at IS NOT NULL')
        const refused = (await carla().admin.deliveries.list({})).items
        return free?.length === 1 && open?.length === 0 && atSetTimes?.length === 4 && refused.length > 0
      },
      { timeout: 30_000, interval: 100 },
    )
  }, 90_000)

  afterAll(async () => {
    await queue?.stop(1_000)
    await db?.close()
    hook?.close()
    cluster?.stop()
  })

  /** A fault of the database, until it is mended: each kind of job meets it at its first statement. */
  async function breakWork(): Promise<void> {
    await sql(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`)
    await sql(`CREATE TRIGGER broken BEFORE UPDATE OF lease_owner ON accounts EXECUTE FUNCTION fail()`)
    await sql(`CREATE TRIGGER broken BEFORE DELETE ON oauth_states EXECUTE FUNCTION fail()`)
  }
  const mendWork = () => sql(`DROP FUNCTION fail() CASCADE`)

  async function openHealth(): Promise<Page> {
    const page = await host.signIn('carla')
    await page.getByTestId('go-admin').click()
    await page.getByTestId('health').getByText('Contas ativas').waitFor()
    return page
  }

  test('is shown with kind, account and reason in every look', async () => {
    // One try, or it would take minutes until they are given up.
    await sql(`UPDATE instagram_dashboard_queue.queue SET retry_limit = 0 WHERE name IN ('stories', 'upkeep')`)
    await breakWork()
    // The demo has no callback, so that nobody takes this one.
    await queue.enqueue('outbox-callback', [{ key: 'callback', data: {} }])
    await queue.enqueue('stories', [{ key: accountId, data: { accountId } }])
    // Under a key of its own: tonight's may be queued already.
    await queue.enqueue('upkeep', [{ key: 'retention of this test', data: { job: 'retention' } }])
    await vi.waitUntil(
      async () => {
        // What is counted is kept for up to a minute.
        await sql('UPDATE instagram_dashboard_queue.queue SET monitor_on = NULL')
        const { items, queues } = await carla().admin.jobs.list({})
        return items.length === 2 && queues.some(({ queue, queued }) => queue === 'outbox-callback' && queued === 1)
      },
      { timeout: 20_000 },
    )

    const page = await openHealth()
    const jobs = page.getByTestId('jobs')
    const stories = jobs.getByRole('listitem').filter({ hasText: 'Consultar os stories: @loja.da.ana' })
    await stories.getByText(' · 1 tentativa: erro do sistema').waitFor()
    await stories.getByText('Error P0001 at ').waitFor()
    await jobs.getByRole('listitem').filter({ hasText: 'Manutenção' }).waitFor()
    await page.getByTestId('deliveries').getByText('1 tentativa: HTTP 410').first().waitFor()
    await page.getByTestId('jobs-queues').locator('summary').click()
    const waiting = jobs.getByRole('listitem').filter({ hasText: 'Entregar eventos ao app' })
    await waiting.getByText('1 na fila, 0 em andamento').waitFor()
    await checkLooks(page, 'admin-dead-work')
  })

  test('of a dead job is done at a press, and left where somebody else put it back', async () => {
    const page = await openHealth()
    const jobs = page.getByTestId('jobs')
    await mendWork()
    await jobs.getByRole('button', { name: 'Tentar de novo: Consultar os stories: @loja.da.ana' }).press('Enter')
    await jobs.getByText('1 tarefa voltou à fila.').waitFor()
    // With its account, as only a dead job is called: the queue of its kind is listed while it waits there.
    await jobs.getByText('Consultar os stories: @loja.da.ana').waitFor({ state: 'detached' })
    await jobs.locator('h2:focus').waitFor()
    expect(
      await sql(
        `SELECT count(*)::int AS count FROM instagram_dashboard_queue.job WHERE name = 'stories' AND state <> 'failed'`,
      ),
    ).toEqual([{ count: 1 }])

    const left = (await carla().admin.jobs.list({})).items.map(({ id }) => id)
    await carla().admin.jobs.retry({ ids: left })
    await jobs.getByRole('button', { name: 'Tentar de novo: Manutenção' }).click()
    await jobs.getByText('1 tarefa não voltou à fila: já tinha saído daqui').waitFor()
    await jobs.getByText('Nenhuma tarefa parou depois de todas as tentativas.').waitFor()
  })

  test('that the host refused goes out again together', async () => {
    const dead = async () => (await carla().admin.deliveries.list({})).items.map(({ id }) => id)
    await vi.waitUntil(async () => (await dead()).length > 1, { timeout: 20_000 })
    // From now on no more events die.
    hook.answerWith(204)
    const page = await openHealth()
    const deliveries = page.getByTestId('deliveries')
    const ids = await dead()
    hook.told.length = 0
    await deliveries.getByRole('button', { name: `Enviar ${ids.length} de novo` }).click()
    await deliveries.getByText(`${ids.length} eventos vão ser enviados de novo.`).waitFor()
    await deliveries.getByText('Todos os eventos chegaram.').waitFor()
    await expect.poll(() => ids.filter((id) => !hook.told.includes(id))).toEqual([])
  })
})
