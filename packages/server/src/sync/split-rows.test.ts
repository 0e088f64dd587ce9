import type { dailySplits } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { addDays, settledFrom, startOfDay } from '../instagram/index.ts'
import { splitKey, type SplitState } from './plan-splits.ts'
import { splitRows } from './split-rows.ts'

const today = '2026-11-30'
const day = '2026-11-20'
const early = startOfDay(addDays(day, 1))
const settled = settledFrom(day)
const numbers = { views: 100, reach: 50, totalInteractions: 0 }
type Parts = Record<string, Record<string, number>>
type Row = dailySplits.DailySplitsRow

interface Reading {
  parts?: Parts
  totals?: Record<string, number>
  at?: Date
  by?: Row['by']
  before?: Row | undefined
  of?: string
  own?: Partial<Record<keyof typeof numbers, number | null>>
  refused?: string[]
  failing?: string[]
  states?: SplitState[]
}

function rowOf(reading: Reading): Row {
  const {
    parts = {},
    totals = {},
    at = settled,
    by = 'contentType',
    before,
    of = day,
    own = {},
    refused = [],
    failing = [],
  } = reading
  const said = new Map(Object.entries(parts).map(([name, categories]) => [name, { categories, total: totals[name] }]))
  const [row] = splitRows({
    accountId: 'ana',
    splits: [{ day: of, by, askedAt: at, parts: said, failing: new Set(failing) }],
    stored: new Map(before ? [[splitKey(by, of), before]] : []),
    states: new Map((reading.states ?? []).map((state) => [splitKey(state.by, state.day), state])),
    numbers: new Map([[of, { ...numbers, ...own }]]),
    refusedMetrics: new Set(refused),
    today,
    since: '2026-01-01',
  })
  if (!row) throw new Error('No row')
  return row
}

const all = { views: { REEL: 60, POST: 40 }, reach: { REEL: 30, POST: 30 }, total_interactions: { REEL: 9 } }
/** A settled day near it of which everything was said. */
const near: SplitState = { day: addDays(day, -1), by: 'contentType', missing: {}, isFinal: true, readAt: settled }

describe('the parts of a day', () => {
  it('are final when they were said after the day had settled, and not a moment before', () => {
    expect(rowOf({ parts: all })).toMatchObject({ values: all, missing: {}, isFinal: true, readAt: settled })
    expect(rowOf({ parts: all, at: new Date(settled.getTime() - 1) })).toMatchObject({ values: all, isFinal: false })
  })

  it.each([
    ['the whole is 0', 'total_interactions', {}, true],
    ['the same answer says 0', 'views', { totals: { views: 0 } }, true],
    ['the whole is more', 'views', {}, false],
    ['the same answer says more', 'total_interactions', { totals: { total_interactions: 5 } }, false],
    ['nobody knows the whole', 'views', { own: { views: null } }, false],
  ])('of an empty breakdown are 0 or unknown: %s', (_name, metric, reading: Reading, isKnown) => {
    const row = rowOf({ parts: { [metric]: {} }, ...reading })
    expect(row.values[metric]).toEqual(isKnown ? {} : undefined)
    expect(row.missing[metric]).toBe(isKnown ? undefined : 'not_returned')
  })

  it('stay when Instagram says nothing later, and are not final until it says them again', () => {
    const before = rowOf({ parts: all, at: early })
    const blank = rowOf({ before, states: [near] })
    expect(blank).toMatchObject({ values: all, isFinal: false, missing: { views: 'not_yet_available' } })
    const later = new Date(settled.getTime() + 86_400_000)
    const views = { REEL: 61, POST: 40 }
    const half = rowOf({ before: blank, parts: { views }, at: later, states: [near] })
    expect(half).toMatchObject({ values: { ...all, views }, isFinal: false })
    expect(Object.keys(half.missing)).toEqual(['reach', 'total_interactions'])
    const { views: _known, ...rest } = all
    expect(rowOf({ before: half, parts: rest, at: later, states: [near] })).toMatchObject({
      values: { ...all, views },
      missing: {},
      isFinal: true,
    })
  })

  it('of half a day end with the day', () => {
    const noon = new Date(startOfDay(day).getTime() + 43_200_000)
    const before = rowOf({ parts: all, at: noon })
    expect(rowOf({ before, at: early })).toMatchObject({ values: {}, missing: { views: 'not_yet_available' } })
    expect(rowOf({ before, at: new Date(noon.getTime() + 1) }).values).toEqual(all)
  })

  it.each<[string, Reading, string]>([
    ['a day that has not settled', { at: early }, 'not_yet_available'],
    ['a day near which it was said', { states: [near] }, 'not_yet_available'],
    ['the same at the last time', { states: [near], at: startOfDay(addDays(day, 30)) }, 'not_returned'],
    ['a day near which nothing was said', {}, 'not_returned'],
    ['a question that failed', { failing: ['views'] }, 'not_yet_available'],
    ['one that failed at the last time', { failing: ['views'], at: startOfDay(addDays(day, 30)) }, 'not_yet_available'],
    ['a breakdown that is refused', { refused: ['views.media_product_type'] }, 'unsupported'],
    ['a number that is refused', { refused: ['views'] }, 'unsupported'],
    ['followers of more than a year ago', { by: 'followType', of: '2025-11-29' }, 'outside_retention'],
  ])('have a reason where they are unknown: %s', (_name, reading, reason) => {
    const row = rowOf(reading)
    expect(row.missing['views']).toBe(reason)
    expect(row.isFinal).toBe(reason !== 'not_yet_available')
  })
})
