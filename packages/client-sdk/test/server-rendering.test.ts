import { createElement as element } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { defineInstagramDashboard } from '../src/element.tsx'
import {
  Achievements,
  ConnectInstagramButton,
  InstagramAccountSettings,
  InstagramAdmin,
  InstagramDashboard,
  InstagramProvider,
  InstagramSupport,
  NotificationsBell,
  SyncProgress,
} from '../src/react/index.ts'

const asked: unknown[] = []
const client = createInstagramClient({
  url: 'http://127.0.0.1/trpc',
  locale: 'en',
  fetch: async (input) => {
    asked.push(input)
    throw new TypeError('nothing is to be asked on the server')
  },
})
const within = (child: React.ReactNode) => renderToString(element(InstagramProvider, { client, children: child }))

test.each([
  ['InstagramDashboard', element(InstagramDashboard)],
  ['ConnectInstagramButton', element(ConnectInstagramButton)],
  ['NotificationsBell', element(NotificationsBell)],
  ['Achievements', element(Achievements)],
  ['SyncProgress', element(SyncProgress, { accountId: 'account-1' })],
  ['InstagramAccountSettings', element(InstagramAccountSettings)],
  ['InstagramSupport', element(InstagramSupport)],
  ['InstagramAdmin', element(InstagramAdmin)],
])('%s is rendered where there is no browser, and asks nothing there', (_name, component) => {
  expect(within(component)).toBeTypeOf('string')
  expect(asked).toEqual([])
})

test('what is rendered on the server is the shape of what comes', () => {
  expect(within(element(InstagramDashboard))).toContain('data-testid="loading"')
  expect(within(element(ConnectInstagramButton))).toContain('Connect Instagram')
})

test('a component outside of a provider says what is missing', () => {
  expect(() => renderToString(element(InstagramDashboard))).toThrow('<InstagramProvider client={…}>')
})

test('defining the element does nothing where there are no elements', () => {
  expect(() => defineInstagramDashboard()).not.toThrow()
})
