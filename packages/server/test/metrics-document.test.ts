import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { audienceDimensions } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { missingReasons } from '../src/metrics/contract.ts'
import { growthPoint, growthResult } from '../src/metrics/growth-contract.ts'
import { mediaItem, mediaMissingReason } from '../src/metrics/media-contract.ts'
import { metricDefinitions, metricNames } from '../src/metrics/metric-definitions.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'metrics.md'), 'utf8')

/** The rows of the tables under a heading, each by the code of its first cell. */
function rowsUnder(heading: string): Map<string, string[]> {
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [part = ''] = section.split('\n## ')
  return new Map(
    Array.from(part.matchAll(/^\| `(.+)$/gm), ([line]) => {
      const cells = line.slice(2, -2).split(' | ')
      return [cells[0] ?? '', cells.slice(1)]
    }),
  )
}
const codesIn = (rows: Map<string, string[]>) =>
  [...rows.keys()].flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, code]) => code))

test('the dictionary has every daily metric, with its unit, its name at Instagram and how days of it become one', () => {
  const rows = rowsUnder('Days')
  for (const name of metricNames) {
    const { instagramName, unit, aggregation } = metricDefinitions[name]
    const [itsName, itsUnit, , over, reasons = ''] = rows.get(`\`${name}\``) ?? []
    expect([name, itsName, itsUnit]).toEqual([name, instagramName === null ? 'none' : `\`${instagramName}\``, unit])
    expect(over).toMatch(new RegExp(`^\`${aggregation}\``))
    expect(reasons).toMatch(/`\w+`/)
  }
})

test('the dictionary has every reason for a number that is missing, and no other', () => {
  expect(codesIn(rowsUnder('Why a number is missing'))).toEqual([...missingReasons])
  const named = Array.from(
    [...rowsUnder('Days').values()]
      .map((cells) => cells[4] ?? '')
      .join(' ')
      .matchAll(/`([a-z_]+)`/g),
    ([, code]) => code,
  )
  expect([...new Set(named)].filter((code) => code !== 'impressions' && code !== 'null').toSorted()).toEqual(
    missingReasons.toSorted(),
  )
})

test('the dictionary has every number of followers, posts and the audience', () => {
  const isNumber = (field: unknown) => JSON.stringify((field as { meta(): unknown }).meta() ?? {}).includes('x-unit')
  const numbersOf = (shape: object) => Object.entries(shape).flatMap(([name, field]) => (isNumber(field) ? [name] : []))

  expect(codesIn(rowsUnder('Followers'))).toEqual(
    expect.arrayContaining([
      ...numbersOf(growthPoint.shape),
      ...Object.keys(growthResult.shape).filter((name) => name !== 'points'),
    ]),
  )
  expect(codesIn(rowsUnder('Posts, reels and stories'))).toEqual(
    expect.arrayContaining([...numbersOf(mediaItem.shape), 'figures', ...mediaMissingReason.options]),
  )
  expect(codesIn(rowsUnder('Audience'))).toEqual([...audienceDimensions])
})
