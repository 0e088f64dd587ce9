import { expect, test } from 'vitest'
import { isInstagramAddress } from './own-hosts.ts'

test.each([
  ['https://www.instagram.com/oauth/authorize', true],
  ['https://api.instagram.com', true],
  ['https://graph.instagram.com', true],
  ['https://instagram.com/', true],
  ['http://graph.instagram.com', false],
  ['http://127.0.0.1:3002/graph', false],
  ['https://localhost', false],
  ['https://graph.instagram.com.evil.example', false],
  ['https://graph.instagram.com@evil.example', false],
  ['https://evilinstagram.com', false],
  ['https://graph.facebook.com', false],
])('%s is Instagram’s own: %s', (address, isOwn) => {
  expect(isInstagramAddress(address)).toBe(isOwn)
})
