import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchForLeaks } from './leaks.ts'

const secret = 'IGAAcanary/7f3a+9b2c"41d8 5e6f'

test.each<[string, string]>([
  ['as it is', `{"token":${secret}}`],
  ['in a URL', `https://graph.example/me?access_token=${encodeURIComponent(secret)}`],
  ['in JSON', JSON.stringify({ message: `refused ${secret}` })],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64 at an odd place', Buffer.from(`x${secret}y`).toString('base64')],
  ['in base64url at an even place', Buffer.from(`xx${secret}yy`).toString('base64url')],
  ['in hex', Buffer.from(secret).toString('hex')],
  ['in upper hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ['cut short', `${secret.slice(0, 14)}…`],
])('a secret is found %s', (_form, text) => {
  const watch = watchForLeaks()
  watch.know(secret)
  watch.hear('log', `before ${text} after`)
  expect(watch.leaks()).not.toEqual([])
  expect(watch.leaks().join()).not.toContain(secret)
})

test('a secret is found in a file of a folder, and nothing in an innocent one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leaks-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'innocent.db'), Buffer.from('nothing here'))
  const watch = watchForLeaks()
  watch.know(secret)
  watch.hearFolder(folder)
  expect(watch.leaks()).toEqual([])

  writeFileSync(join(folder, 'test.db-wal'), Buffer.concat([Buffer.alloc(100), Buffer.from(secret), Buffer.alloc(9)]))
  watch.hearFolder(folder)
  expect(watch.leaks()).toContain('file test.db-wal: plain')
})
