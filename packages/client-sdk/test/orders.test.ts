import type { Account, NotificationItem } from '@instagram-dashboard/server/contract'
import { expect, test } from 'vitest'
import { inOrder, overviewOrders, problemOf } from '../src/react/dashboard/overview-order.ts'
import { groupByDay } from '../src/react/notifications/group-by-day.ts'

const told = (id: string, at: string, needsAction = false, readAt: Date | null = null): NotificationItem => ({
  id,
  kind: needsAction ? 'connection_lost' : 'weekly_digest',
  title: 'title',
  body: 'body',
  action: 'none',
  accountId: null,
  createdAt: new Date(at),
  needsAction,
  readAt,
  resolvedAt: null,
})

test('notifications stand by day, the newest first, and above them what waits for the user', () => {
  const groups = groupByDay([
    told('1', '2026-11-20T12:00:00', true),
    told('2', '2026-11-28T09:00:00'),
    told('3', '2026-11-28T21:00:00'),
    told('4', '2026-11-29T10:00:00', true, new Date()),
  ])
  expect(groups.map(({ day, items }) => [day, items.map(({ id }) => id)])).toEqual([
    [null, ['1']],
    ['2026-11-29', ['4']],
    ['2026-11-28', ['3', '2']],
  ])
})

type Shown = Pick<Account, 'id' | 'username' | 'followersCount' | 'status' | 'missingScopes' | 'lastError' | 'token'>
const account = (username: string, followersCount: number | null, more: Partial<Shown> = {}): Shown => ({
  id: username,
  username,
  followersCount,
  status: 'active',
  missingScopes: [],
  lastError: null,
  token: { expiresAt: null, daysUntilExpiration: null, isExpiringSoon: false },
  ...more,
})

test('accounts stand in each order that can be chosen, equal ones by their name', () => {
  const accounts = [account('c', 5), account('b', null, { status: 'reconnect_required' }), account('a', 9)]
  const numbers = new Map([['c', { reach: { value: 70 } }]])
  const orders = overviewOrders.map((order) => [
    order,
    inOrder(accounts, { order, numbers })
      .map(({ id }) => id)
      .join(''),
  ])
  expect(Object.fromEntries(orders)).toEqual({ problems: 'bac', followers: 'acb', reach: 'cab', name: 'abc' })
})

test('of several problems of an account the gravest is named', () => {
  const expiring = { expiresAt: new Date(), daysUntilExpiration: 3, isExpiringSoon: true }
  expect(problemOf(account('a', 1))).toBeNull()
  expect(problemOf(account('a', 1, { token: expiring }))).toBe('expiring')
  expect(problemOf(account('a', 1, { token: expiring, missingScopes: ['x'] }))).toBe('permission')
  expect(problemOf(account('a', 1, { missingScopes: ['x'], status: 'reconnect_required' }))).toBe('reconnect')
  expect(problemOf(account('a', 1, { status: 'disconnected' }))).toBe('disconnected')
})
