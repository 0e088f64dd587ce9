import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from './free-port.ts'

const root = join(import.meta.dirname, '..')

test('npm run dev serves the page from its sources, and what is behind it, until Ctrl-C', async () => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-dev-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const child = spawn(process.execPath, ['--no-warnings', 'scripts/dev.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DEMO_DATA_DIRECTORY: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await vi.waitFor(() => expect(output).toContain(`demo: http://localhost:${port}\nready`), { timeout: 60_000 })
  const read = async (path: string) => (await fetch(`http://localhost:${port}${path}`)).text()
  await vi.waitFor(async () => expect(await read('/')).toContain('/src/main.tsx'), { timeout: 30_000 })
  expect(JSON.parse(await read('/session'))).toMatchObject({ person: null })
  expect(JSON.parse(await read('/instagram/healthz'))).toEqual({ status: 'ok' })
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
})
