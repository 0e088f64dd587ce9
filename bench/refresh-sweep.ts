import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBare, severalAtOnce } from './bare-sqlite.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { makeDueAccounts, openProduct } from './due-accounts.ts'
import { tokenOf } from './identity.ts'
import { interleave } from './interleave.ts'
import { startQuickInstagram } from './quick-instagram.ts'

const size = 10_000
// As many as the product asks for at once.
const parallel = 32

export const refreshSweep: Benchmark = {
  ids: ['refreshSweep'],
  what: `refreshing ${size} tokens against a loop of the same two calls and one UPDATE each`,
  goals: { refreshSweep: { figure: 'ratio', atLeast: 0.8 } },
  run: measure,
}

async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-refresh-'))
  const instagram = await startQuickInstagram()
  try {
    const template = join(folder, 'template.db')
    await makeDueAccounts(template, size)
    let copies = 0
    const copy = () => {
      const file = join(folder, `${(copies += 1)}.db`)
      copyFileSync(template, file)
      return file
    }
    const perSecond = async (work: (file: string) => Promise<() => Promise<void>>) => {
      const start = await work(copy())
      const began = performance.now()
      await start()
      const seconds = (performance.now() - began) / 1000
      const { asked, askedTwice } = await instagram.report('forget')
      if (asked !== size || askedTwice > 0) throw new Error(`${asked} accounts were asked for, ${askedTwice} twice`)
      return size / seconds
    }
    const compared = await interleave({
      isWarm: true,
      product: () =>
        perSecond(async (file) => {
          const dashboard = await openProduct(file, instagram.url)
          return async () => {
            const { refreshed } = await dashboard.refreshTokens()
            if (refreshed !== size) throw new Error(`${refreshed} of ${size} were refreshed`)
            await dashboard.close()
          }
        }),
      baseline: () => perSecond(async (file) => () => sweepBare(file, instagram.url)),
    })
    const { ratio, value, baseline, runs } = compared
    return [{ id: 'refreshSweep', ratio, value, unit: 'accounts/s', baseline, runs }]
  } finally {
    instagram.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a loop costs that only asks and writes down: no lease, no seal, no budget, no event. */
async function sweepBare(file: string, url: string): Promise<void> {
  const db = openBare(file)
  const due = db.prepare('SELECT id, instagram_user_id AS instagramUserId FROM accounts ORDER BY id').all() as {
    id: string
    instagramUserId: string
  }[]
  const update = db.prepare(
    'UPDATE accounts SET sealed_token = ?, token_issued_at = ?, token_expires_at = ? WHERE id = ?',
  )
  await severalAtOnce(due, parallel, async ({ id, instagramUserId }, index) => {
    const token = tokenOf(index)
    const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: token })
    const response = await fetch(`${url}/refresh_access_token?${query.toString()}`)
    const body = JSON.parse(await response.text()) as { access_token: string; expires_in: number }
    // Whose the new token is, since it takes the place of the old one for good.
    const asked = new URLSearchParams({ fields: 'user_id', access_token: body.access_token })
    const owner = await fetch(`${url}/me?${asked.toString()}`)
    const { user_id: ownerId } = JSON.parse(await owner.text()) as { user_id: string }
    if (ownerId !== instagramUserId) throw new Error('The token is of somebody else')
    update.run(body.access_token, Date.now(), Date.now() + body.expires_in * 1000, id)
  })
  db.close()
}
