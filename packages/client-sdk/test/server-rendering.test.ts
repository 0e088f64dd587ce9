import { createElement as element } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { defineInstagramDashboard } from '../src/element.tsx'
import {
  Achievements,
  ConnectInstagramButton,
  InstagramAccountSettings,
  InstagramAdmin,
  type InstagramComponents,
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

test('a component of the host that fails on the server leaves its place to ours', () => {
  const Failing = () => {
    throw new Error('No such button')
  }
  const child = element(ConnectInstagramButton)
  const rendered = renderToString(
    element(InstagramProvider, { client, components: { ConnectButton: Failing }, children: child }),
  )
  expect(rendered).toContain('Connect Instagram')
})

test('ours is no attribute of its own element when a host gives it all that it got', () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue(undefined)
  onTestFinished(() => complaint.mockRestore())
  const Button: InstagramComponents['Button'] = (props) => element(props.Default, props)
  const child = element(ConnectInstagramButton)
  const rendered = renderToString(element(InstagramProvider, { client, components: { Button }, children: child }))

  expect(rendered).toContain('Connect Instagram')
  expect(complaint).not.toHaveBeenCalled()
})

test('a component outside of a provider says what is missing', () => {
  expect(() => renderToString(element(InstagramDashboard))).toThrow('<InstagramProvider client={…}>')
})

test('defining the element does nothing where there are no elements', () => {
  expect(() => defineInstagramDashboard()).not.toThrow()
})
