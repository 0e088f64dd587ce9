import { expect, it } from 'vitest'
import { graphVersionAt, newestGraphVersion } from './graph-versions.ts'

it.each([
  ['v27.0', '2026-11-29', { state: 'living', endsOn: null }],
  ['v25.0', '2026-11-29', { state: 'living', endsOn: '2028-07-29' }],
  ['v25.0', '2028-04-29', { state: 'living', endsOn: '2028-07-29' }],
  ['v25.0', '2028-05-01', { state: 'ending', endsOn: '2028-07-29' }],
  ['v25.0', '2028-07-28', { state: 'ending', endsOn: '2028-07-29' }],
  ['v25.0', '2028-07-29', { state: 'ended', endsOn: '2028-07-29' }],
  ['v21.0', '2026-11-29', { state: 'ending', endsOn: '2027-01-21' }],
  ['v20.0', '2026-11-29', { state: 'ended', endsOn: '2026-09-24' }],
  ['v12.0', '2026-11-29', { state: 'ended', endsOn: '2026-01-26' }],
  ['v28.0', '2026-11-29', { state: 'unknown' }],
  ['v25.1', '2026-11-29', { state: 'unknown' }],
])('%s on %s is %j', (version, day, expected) => {
  expect(graphVersionAt(version, new Date(`${day}T12:00:00Z`))).toEqual(expected)
})

it('the newest version that is asked has no end yet', () => {
  expect(graphVersionAt(newestGraphVersion, new Date('2026-11-29T12:00:00Z'))).toEqual({
    state: 'living',
    endsOn: null,
  })
})
