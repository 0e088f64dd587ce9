import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../test/free-port.ts'
import { startDemo } from '../src/start-demo.ts'

async function visitAsSoonAsItListens(url: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(url).catch(() => null)
    if (answer) return answer
    await nextTurn()
  }
}

test('whoever comes while the app starts waits for it, and is answered', async () => {
  const [port, dataDirectory] = [await freePort(), await mkdtemp(join(tmpdir(), 'demo-start-'))]
  onTestFinished(() => rm(dataDirectory, { recursive: true }))
  const early = visitAsSoonAsItListens(`http://localhost:${port}/session`)
  const demo = await startDemo({ port, dataDirectory, logLevel: 'silent' })
  onTestFinished(() => demo.close())

  expect(await (await early).json()).toEqual({ person: null, clockAheadMs: 0 })
})
