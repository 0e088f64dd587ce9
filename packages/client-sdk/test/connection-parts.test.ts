import { QueryClient } from '@tanstack/react-query'
import { createElement as element, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createInstagramClient, type Account, type ConnectStatusResult } from '../src/index.ts'
import {
  Connected,
  ConnectInstagramCard,
  instagramQueries,
  InstagramProvider,
  type InstagramTexts,
  NeedsReconnect,
  NotConnected,
} from '../src/react/index.ts'
import { account, connectedStatus } from './samples.ts'

const client = createInstagramClient({ url: 'http://127.0.0.1/trpc', locale: 'en' })
const ended: Account = { ...account, id: 'account-2', status: 'reconnect_required' }

/** What a user with these accounts sees; `null`: nobody knows yet. */
function shown(accounts: Account[] | null, children: ReactNode, texts: InstagramTexts = {}): string {
  const queryClient = new QueryClient()
  const status: ConnectStatusResult = { ...connectedStatus, accounts: accounts ?? [], account: accounts?.[0] ?? null }
  if (accounts !== null) queryClient.setQueryData(instagramQueries.connectStatus(client).queryKey, status)
  queryClient.setQueryData(instagramQueries.connectTexts(client).queryKey, {
    variant: 'a',
    title: 'The server’s title',
    body: 'The server’s words',
    button: 'The server’s button',
  })
  return renderToString(element(InstagramProvider, { client, queryClient, texts, children }))
}

const parts = (accountId?: string) => {
  const of = accountId === undefined ? {} : { accountId }
  return [
    element(Connected, { ...of, key: 1, children: 'connected ' }),
    element(NotConnected, { ...of, key: 2, children: 'not connected ' }),
    element(NeedsReconnect, { ...of, key: 3, children: 'needs reconnect ' }),
  ]
}
const words = (html: string) => html.replaceAll('<!-- -->', '').trim()

test.each([
  ['nothing while nobody knows', null, ''],
  ['that nobody is connected', [], 'not connected'],
  ['that an account is connected', [account], 'connected'],
  ['that an account has to be reconnected', [ended], 'needs reconnect'],
  ['both, for a user with one of each', [account, ended], 'connected needs reconnect'],
])('the control parts show %s', (_what, accounts, expected) => {
  expect(words(shown(accounts, parts()))).toBe(expected)
})

test('they look at one account alone when they are told which', () => {
  expect(words(shown([account, ended], parts(ended.id)))).toBe('needs reconnect')
  expect(words(shown([account, ended], parts('of-somebody-else')))).toBe('not connected')
})

test('a host’s own words stand in place of ours and of the server’s, and the others stay', () => {
  const card = element(ConnectInstagramCard)
  const html = shown([], card, { onboarding: { title: 'Show us your Instagram' } })

  expect(html).toContain('Show us your Instagram')
  expect(html).not.toContain('The server’s')
  expect(html).toContain('Connect Instagram')
  expect(shown([], card)).toContain('The server’s title')
})

test('words that are none, or have no place, are passed over', () => {
  const wrong = { onboarding: { title: 7 }, nowhere: 'x' } as unknown as InstagramTexts
  expect(shown([], element(ConnectInstagramCard), wrong)).toContain('Connect')
})
