import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Workflow {
  permissions: Record<string, string>
  jobs: Record<string, { 'runs-on': string; steps: { uses?: string; run?: string; with?: Record<string, unknown> }[] }>
}

test('the hosted check runs what .ci/run checks, on the oldest Node that is promised, with actions of one version', () => {
  const { permissions, jobs } = parse(read('.github/workflows/ci.yml')) as Workflow
  expect(permissions).toEqual({ contents: 'read' })
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const actions = steps.flatMap(({ uses }) => uses ?? [])
  expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/.test(action))).toEqual([])
  expect(steps.map(({ run }) => run).join('\n')).toContain('.ci/run')
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
  const [node] = steps.flatMap((step) => step.with?.['node-version'] ?? [])
  expect(`>=${String(node).split('.')[0]}`).toBe(engines.node)
})

test('what runs the check can be run', () => {
  expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0)
})

test('each script of package.json starts a file or a command that is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const files = Object.values(scripts).flatMap(
    (line) => line.match(/(?<=\s)(?:packages\/[\w-]+\/)?(?:scripts|proof|bench)\/[\w/.-]+/g) ?? [],
  )
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(['dev', 'verify', 'test', 'test:watch', 'proof', 'bench']),
  )
})
