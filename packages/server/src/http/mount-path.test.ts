import { expect, test } from 'vitest'
import { createMountFinder } from './mount-path.ts'

const find = createMountFinder()

test.each([
  ['/instagram/trpc/instagram.connect.status', '/instagram'],
  ['/instagram/api/v1/social/instagram/status/', '/instagram'],
  ['/instagram/docs', '/instagram'],
  ['/instagram/return', '/instagram'],
  ['/instagram/return/', '/instagram'],
  ['/return', ''],
  ['/trpc/instagram.connect.status', ''],
  ['/api/v1/social/instagram/status', ''],
  ['/api/v1/social/instagram/nothing', ''],
  // Where a host's own paths begin as ours do.
  ['/api/v1/admin/instagram/trpc/instagram.connect.status', '/api/v1/admin/instagram'],
  ['/api/v1/admin/instagram/api/v1/admin/health', '/api/v1/admin/instagram'],
  ['/trpc/trpc/instagram.connect.status', '/trpc'],
])('of %s the mount is told: "%s"', (path, mount) => {
  expect(find(path)).toBe(mount)
})
