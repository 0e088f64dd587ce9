import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Router } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHostApp } from '../src/host-app.ts'
import { loadSecrets } from '../src/secrets.ts'
import { openDemoClock } from '../src/demo-clock.ts'
import { createSessions, type Sessions } from '../src/session.ts'

const sessions = createSessions('a secret that is long enough to sign with')
const signedOut: string[] = []
let server: Server
let origin: string
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-host-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Estúdio Aurora</title>')
  await writeFile(join(directory, 'assets', 'index-1.js'), '')
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  server.on(
    'request',
    createHostApp({
      origin,
      sandboxOrigin: 'http://localhost:9',
      sessions,
      instagram: Router(),
      onSignOut: (userId) => void signedOut.push(userId),
      clock: await openDemoClock(join(directory, 'clock.json')),
      drawer: (_request, response) => void response.json({ now: 'now' }),
      webDirectory: directory,
    }),
  )
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(directory, { recursive: true })
})

function signIn(user: unknown, headers: Record<string, string> = { origin }): Promise<Response> {
  return fetch(`${origin}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ person: user }),
  })
}

async function sessionOf(cookie: string, by: string = origin): Promise<unknown> {
  return (await fetch(`${by}/session`, { headers: { cookie } })).json()
}

test('signing in gives a cookie that no script reads and that signs in', async () => {
  const response = await signIn('ana')
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^aurora_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
  expect(await sessionOf(cookie)).toEqual({ person: { id: 'ana', name: 'Ana', role: 'user' }, clockAheadMs: 0 })
})

test('Carla is the administrator', async () => {
  const cookie = (await signIn('carla')).headers.get('set-cookie') ?? ''
  expect(await sessionOf(cookie)).toEqual({ person: { id: 'carla', name: 'Carla', role: 'admin' }, clockAheadMs: 0 })
})

test.each<{ name: string; headers: Record<string, string> }>([
  { name: 'another site', headers: { origin: 'https://evil.example' } },
  { name: 'a page without an origin', headers: { origin: 'null' } },
  { name: 'nobody', headers: {} },
])('a login sent by $name is refused', async ({ headers }) => {
  const response = await signIn('ana', headers)
  expect(response.status).toBe(403)
  expect(response.headers.get('set-cookie')).toBeNull()
})

test.each(['nobody', '', null, { id: 'ana' }])('%j is not a user', async (user) => {
  expect((await signIn(user)).status).toBe(400)
})

test('a cookie that somebody else signed, or that was changed, is no session', async () => {
  const foreign: Sessions = createSessions('another secret, just as long as the first one')
  const forged = await foreign.open({ id: 'carla', name: 'Carla', role: 'admin' })
  const real = (await signIn('ana')).headers.get('set-cookie') ?? ''
  expect(await sessionOf(forged)).toEqual({ person: null, clockAheadMs: 0 })
  expect(await sessionOf(real.replace(/\.[\w-]+;/, '.AAAA;'))).toEqual({ person: null, clockAheadMs: 0 })
  expect(await sessionOf('aurora_session=')).toEqual({ person: null, clockAheadMs: 0 })
})

test('signing out takes the cookie away, and tells who it was', async () => {
  const cookie = (await signIn('ana')).headers.get('set-cookie') ?? ''
  for (const headers of [{ origin }, { origin, cookie }]) {
    const response = await fetch(`${origin}/logout`, { method: 'POST', headers })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
  }
  expect(signedOut).toEqual(['ana'])
})

test('pages run no foreign script, and only addresses of the app exist', async () => {
  const page = await fetch(`${origin}/conta?from=menu`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Estúdio Aurora')
  expect(page.headers.get('content-security-policy')).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  )
  expect(page.headers.get('referrer-policy')).toBe('strict-origin')
  expect((await fetch(`${origin}/nothing`)).status).toBe(404)
  expect((await fetch(`${origin}/assets/nothing.js`)).status).toBe(404)
  expect((await fetch(`${origin}/assets/index-1.js`)).headers.get('cache-control')).toContain('immutable')
})

test('who comes by another name of this machine is brought to the one that the cookie belongs to', async () => {
  const { port } = server.address() as AddressInfo
  const location = await new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/?from=here', headers: { accept: 'text/html' } }, (response) => {
      response.resume()
      resolve(response.headers.location)
    })
      .on('error', reject)
      .end()
  })
  expect(location).toBe(`${origin}/?from=here`)
})

test('secrets are made once, readable by their owner alone', async () => {
  const path = join(directory, 'local', 'secrets.json')
  const made = await loadSecrets(path)
  expect(await loadSecrets(path)).toEqual(made)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await writeFile(path, '{}')
  await expect(loadSecrets(path)).rejects.toThrow('not a secrets file')
})

describe('the drawer of the test Instagram', () => {
  test('answers users who are signed in', async () => {
    const cookie = await sessions.open({ id: 'ana', name: 'Ana', role: 'user' })
    const answer = await fetch(`${origin}/sandbox`, { headers: { cookie } })
    expect(await answer.json()).toEqual({ now: 'now' })
  })

  test('is closed to strangers and to pages of others', async () => {
    const cookie = await sessions.open({ id: 'ana', name: 'Ana', role: 'user' })
    const foreign = { method: 'POST', headers: { cookie, origin: 'https://elsewhere.example' } }
    expect((await fetch(`${origin}/sandbox`)).status).toBe(401)
    expect((await fetch(`${origin}/sandbox`, foreign)).status).toBe(403)
  })
})
