import { expect, test } from 'vitest'
import { makeClock, startBackend } from './start-backend.ts'

test.each(['2026-11-16T18:00:00Z', '2026-11-23T07:30:00Z', '2026-03-09T06:59:00Z', '2026-11-02T08:01:00Z'])(
  'an Instagram that answers every wrong request with an error has none to give, also around changed clocks (%s)',
  async (instant) => {
    const { as, connect, sandbox, settled } = await startBackend({
      clock: makeClock(new Date(instant)),
      sandbox: { behaviour: 'facebook' },
    })
    await connect('ana', 'loja.da.ana')
    await settled('ana')

    const [run] = (await as('ana').instagram.sync.history({})).items
    expect(run).toMatchObject({ status: 'succeeded', error: null, daysWritten: 31 })
    // 68 calls about the numbers, 4 about the audience and 30 about the splits; beside them the two exchanges and the
    // profile of the connection.
    const aboutPosts = /\/(media|stories|\d+\/insights)$/
    expect(sandbox.control.requests.filter(({ path }) => !aboutPosts.test(path))).toHaveLength(105)
  },
)
