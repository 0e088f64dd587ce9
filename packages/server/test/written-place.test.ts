import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { bundleFiles } from '../../../scripts/swap-bundle.ts'
import type * as Built from '../src/written-place.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const { writtenPlace } = (await import(`${dist}written-place.js`)) as typeof Built

test('an error in the packed program is told with the file and the line that it was written in', () => {
  const text = (name: string) => readFileSync(dist + name, 'utf8')
  const [file = ''] = bundleFiles(dist).filter((name) => text(name).includes('function finishRun('))
  const lines = text(file).split('\n')
  const row = lines.findIndex((line) => line.includes('function finishRun('))
  const column = (lines[row]?.indexOf('function finishRun(') ?? 0) + 1

  const place = writtenPlace(`at finishRun (${pathToFileURL(dist + file).href}:${row + 1}:${column})`)
  const [, line = ''] = /^at finishRun \(src\/sync\/finish-run\.ts:(\d+):\d+\)$/.exec(place) ?? []
  const written = readFileSync(new URL('../src/sync/finish-run.ts', import.meta.url), 'utf8').split('\n')
  expect(written[Number(line) - 1] ?? '').toContain('function finishRun(')
})

test.each([
  'at work (node:internal/process/task_queues:105:5)',
  'at work (/elsewhere/standalone-dashboard.js:1:1)',
  `at work (${dist}not-there.js:1:1)`,
  'at <anonymous>',
  '',
])('%j stays as it is', (line) => {
  expect(writtenPlace(line)).toBe(line)
})
