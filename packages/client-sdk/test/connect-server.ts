import { createInstagramClient } from '../src/index.ts'
import { completed } from './samples.ts'
import { startScriptedServer } from './scripted-server.ts'

/** The redirect page, and the state of an attempt. */
export const page = 'https://host.example/instagram/callback'
export const state = 'state-of-32-characters-0123456789'

/** A server that lets connections begin and complete, unless told otherwise. */
export async function startConnectServer(overrides: Record<string, () => unknown> = {}) {
  const server = await startScriptedServer({
    mutations: {
      'instagram.connect.start': () => ({
        authorizationUrl: 'https://www.instagram.com/oauth/authorize?state=x',
        state,
        expiresAt: new Date('2026-01-02T03:14:05Z'),
      }),
      'instagram.connect.complete': () => completed,
      'instagram.connect.cancel': () => ({ success: true }),
      ...overrides,
    },
  })
  return { server, calls: server.calls, client: createInstagramClient({ url: server.url, locale: 'en' }) }
}
