import { expect, onTestFinished, test, vi } from 'vitest'
import { InstagramError } from '../errors.ts'
import { createPageEvents, type InstagramEvent } from './page-events.ts'

const pressed: InstagramEvent = { name: 'sync_pressed', accountId: 'account-1' }

test('the newest listener of the host is told', () => {
  const told: string[] = []
  let onEvent = ({ name }: InstagramEvent) => void told.push(`first ${name}`)
  const events = createPageEvents(() => ({ onEvent, onError: undefined }))
  events.tell(pressed)
  onEvent = ({ name }) => void told.push(`second ${name}`)
  events.tell(pressed)

  expect(told).toEqual(['first sync_pressed', 'second sync_pressed'])
})

test('a failure is told once however many parts show it, and only if a call failed with it', () => {
  const told: unknown[] = []
  const { report } = createPageEvents(() => ({ onEvent: undefined, onError: (error) => told.push(error) }))
  const error = new InstagramError('SYNC_COOLDOWN', 'Wait a little.', { action: 'wait' })
  for (const failure of [error, error, null, new DOMException('given up', 'AbortError')]) report(failure)

  expect(told).toEqual([error])
})

test('a fault of the listener goes to the page and not to what it listens to', () => {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (fault: unknown) => reported.push(fault))
  onTestFinished(() => void vi.unstubAllGlobals())
  const fault = new TypeError('analytics is not defined')
  const { tell } = createPageEvents(() => ({
    onEvent: () => {
      throw fault
    },
    onError: undefined,
  }))

  expect(() => tell(pressed)).not.toThrow()
  expect(reported).toEqual([fault])
})
