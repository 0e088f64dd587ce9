import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { createLeaseOwner, type ProcessIdentity } from './lease-owner.ts'

const here: ProcessIdentity = { host: 'shop', bootId: 'boot', processNamespace: '4026531836', startedAt: '5000' }
const untold: ProcessIdentity = { host: 'shop', bootId: null, processNamespace: null, startedAt: null }

const endedProcessId = () => String(spawnSync(process.execPath, ['-e', '']).pid)

/** The name that a process with this id would have there. */
function nameOf(identity: ProcessIdentity, processId = String(process.pid)): string {
  return createLeaseOwner(identity).name.replace(`:${process.pid}:`, `:${processId}:`)
}

test.each([
  ['on a system that tells all', here],
  ['on a system that tells nothing', untold],
])('%s an ended process is gone, a living one and this one are not', (_where, identity) => {
  const owner = createLeaseOwner(identity)
  expect(owner.isGone(nameOf(identity, endedProcessId()))).toBe(true)
  expect(owner.isGone(`${nameOf(identity, endedProcessId())}:background`)).toBe(true)
  expect(owner.isGone(nameOf(identity, String(process.ppid)))).toBe(false)
  expect(owner.isGone(owner.name)).toBe(false)
})

test.each([
  ['container that shares the name of the machine', { ...here, processNamespace: '4026532501' }],
  ['boot, or another machine of the same name', { ...here, bootId: 'another' }],
  ['machine', { ...here, host: 'another' }],
  ['place that does not tell where it is', { ...here, processNamespace: null }],
])('the process ids of another %s tell nothing', (_what, elsewhere) => {
  const owner = createLeaseOwner(here)
  expect(owner.isGone(nameOf(elsewhere, endedProcessId()))).toBe(false)
  expect(owner.isGone(nameOf({ ...elsewhere, startedAt: '9000' }))).toBe(false)
})

test('a process that had the same id before this one is gone', () => {
  expect(createLeaseOwner(here).isGone(nameOf({ ...here, startedAt: '4000' }))).toBe(true)
})

test('another copy of the program in this process is alive', async () => {
  const owner = createLeaseOwner()
  vi.resetModules()
  const copy = await import('./lease-owner.ts')
  expect(copy.createLeaseOwner).not.toBe(createLeaseOwner)
  expect(owner.isGone(copy.createLeaseOwner().name)).toBe(false)
  expect(owner.isGone(copy.createLeaseOwner(untold).name)).toBe(false)
  expect(createLeaseOwner(untold).isGone(copy.createLeaseOwner(untold).name)).toBe(false)
})

test('what an earlier version or nobody wrote waits for its lease', () => {
  const owner = createLeaseOwner(here)
  for (const name of ['', 'shop', 'shop:7', 'shop:seven:0123456789ab', `shop:${endedProcessId()}:0123456789ab`]) {
    expect(owner.isGone(name)).toBe(false)
  }
  expect(createLeaseOwner({ ...untold, startedAt: '5000' }).isGone(`shop:${process.pid}:0123456789ab`)).toBe(false)
})
