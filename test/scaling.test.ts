import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { simulateNight, workersFor } from '../bench/scaling/night.ts'
import { reportScaling } from '../bench/scaling/report.ts'
import { measureStorage } from '../bench/scaling/storage.ts'
import { byKind, bytesPerAccount } from '../bench/scaling/stored-bytes.ts'

const night = {
  accounts: 1_000,
  callsPerAccount: 6,
  secondsPerCall: 0.5,
  workers: 1,
  parallelAccounts: 5,
  appCallsPerHour: 1_000_000,
}

test('the page on scaling shows the figures that the script prints', () => {
  const page = readFileSync(new URL('../docs/scaling.md', import.meta.url), 'utf8')
  const [, shown = ''] = /<!-- figures -->\n\n([\s\S]*?)\n\n<!-- \/figures -->/.exec(page) ?? []
  // The page's tables are laid out by the formatter.
  const cells = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')
  expect(cells(shown)).toBe(cells(reportScaling()))
})

test('a night takes as long as its calls take, all lanes together', () => {
  // Five lanes, two calls a second each: 600 a minute.
  expect(simulateNight(night)).toEqual({ minutes: 10, calls: 6_000, mostCallsPerHour: 6_000, minutesHeld: 0 })
  expect(simulateNight({ ...night, workers: 2 }).minutes).toBe(5)
})

test('a night never makes more calls in an hour than Instagram allows, and goes on when there is room again', () => {
  const held = simulateNight({ ...night, appCallsPerHour: 2_000 })
  expect(held.mostCallsPerHour).toBe(2_000)
  expect(held.minutesHeld).toBeGreaterThan(0)
  // Two thousand at once, as many an hour later, and the rest after two hours.
  expect(held.minutes).toBe(124)
})

test('workers are added until the night ends in time, unless Instagram alone keeps it from that', () => {
  expect(workersFor(night, 10)).toBe(1)
  expect(workersFor(night, 4)).toBe(3)
  expect(workersFor({ ...night, appCallsPerHour: 2_000 }, 60)).toBeNull()
})

test('a database of two simulated years takes what the page says of each kind of row', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'two-years-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const measured = byKind(await measureStorage(`file:${join(folder, 'two-years.db')}`, { people: 6, years: 2 }))
  for (const [kind, [firstYear, secondYear]] of Object.entries(bytesPerAccount.sqlite)) {
    // What is little lies on pages that six people do not fill.
    if (firstYear < 20_000) continue
    const [first, second] = measured[kind as keyof typeof measured]
    expect(Math.abs(first / firstYear - 1), `${kind}, after a year: ${first}`).toBeLessThan(0.15)
    expect(Math.abs(second / secondYear - 1), `${kind}, after two years: ${second}`).toBeLessThan(0.15)
  }
})
