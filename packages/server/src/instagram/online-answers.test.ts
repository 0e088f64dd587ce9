import { expect, it } from 'vitest'
import { readOnline } from './online-answers.ts'

const asked = { metric: 'online_followers', rule: 'start' } as const
const answer = (values: unknown[]) => [{ name: 'online_followers', period: 'lifetime', values }]

it('hours of Los Angeles become hours of the week in UTC, averaged over the days that have them', () => {
  const values = [
    // Two Mondays in winter, when Los Angeles is eight hours behind, and one day that is not told yet.
    { value: { '0': 100, '20': 300 }, end_time: '2026-11-16T08:00:00+0000' },
    { value: { '0': 201, '20': 100 }, end_time: '2026-11-23T08:00:00+0000' },
    { value: {}, end_time: '2026-11-24T08:00:00+0000' },
  ]
  expect(readOnline(answer(values), asked)).toEqual([
    { name: '1T8', people: 151 },
    { name: '2T4', people: 200 },
  ])
})

it('what can not be read is passed over, and an answer without hours says nothing', () => {
  const values = [
    { value: { '24': 5, noon: 5, '3': -1, '4': 7 }, end_time: '2026-11-16T08:00:00+0000' },
    { value: { '5': 9 }, end_time: 'yesterday' },
    { value: 12, end_time: '2026-11-17T08:00:00+0000' },
  ]
  expect(readOnline(answer(values), asked)).toEqual([{ name: '1T12', people: 7 }])
  expect(readOnline(answer([{ value: {}, end_time: '2026-11-16T08:00:00+0000' }]), asked)).toBeNull()
  expect(readOnline([], asked)).toBeNull()
})
