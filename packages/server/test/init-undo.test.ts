import { execFile } from 'node:child_process'
import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { makePlan } from '../src/init/plan.ts'
import { readHost } from '../src/init/read-host.ts'
import { textsToWrite } from '../src/init/record.ts'
import { copyHost, filesOf, runIn } from './init-hosts.ts'
import { testOnce } from './test-once.ts'

const run = promisify(execFile)

testOnce('--undo takes what was added out of files that were changed since, and leaves the change', async () => {
  const host = copyHost('express', ({ root, write }) => {
    write('.env', 'PORT=4000\n')
    chmodSync(join(root, '.env'), 0o600)
  })
  await runIn([{ root: host.root, argv: ['init'] }])
  expect(statSync(join(host.root, '.env')).mode & 0o777).toBe(0o600)
  const route = "\napp.get('/about', (_request, response) => void response.send('About us'))\n"
  const before = Buffer.from(filesOf(host.root)['src/index.ts'] ?? '', 'base64').toString()
  host.write('src/index.ts', `${before}${route}`)
  host.write('.env', `${host.read('.env')}NAME=shop\n`)
  host.write('.env.example', `${host.read('.env.example')}NAME=\n`)
  const [undone] = await runIn([{ root: host.root, argv: ['init', '--undo'] }])
  expect(undone).toMatchObject({ code: 0 })
  expect(host.read('.env')).toBe('PORT=4000\nNAME=shop\n')
  expect(host.read('.env.example')).toBe('NAME=\n')
  const { stdout } = await run('git', ['diff', '--', 'src'], { cwd: host.root })
  const changed = stdout.split('\n').filter((line) => /^[+-](?![+-])/.test(line))
  expect(changed).toEqual(['+', `+${route.trim()}`])
  expect(Object.keys(filesOf(host.root)).filter((path) => /instagram/.test(path))).toEqual([])
})

testOnce(
  'what a formatter or a hand has changed is left and said, with the file that it names, until it is gone',
  async () => {
    const host = copyHost('express')
    const before = filesOf(host.root)
    await runIn([{ root: host.root, argv: ['init'] }])
    const edited = host.read('src/index.ts')
    host.write(
      'src/index.ts',
      edited.replace("import { instagram } from './instagram.ts'", 'import { instagram } from "./instagram.ts";'),
    )
    host.write('data/instagram-dashboard.sandbox.db', 'invented')
    const [undone] = await runIn([{ root: host.root, argv: ['init', '--undo'] }])
    expect(undone).toMatchObject({ code: 1, output: expect.stringContaining('left      src/index.ts') })
    expect(undone?.output).toContain("app.use('/instagram', instagram)")
    expect(undone?.output).toContain('left      src/instagram.ts: src/index.ts still names it')
    expect(host.read('src/index.ts')).toContain('"./instagram.ts";')
    expect(Object.keys(filesOf(host.root)).toSorted()).toEqual(
      [...Object.keys(before), '.instagram-dashboard/init.json', 'src/instagram.ts'].toSorted(),
    )
    host.write(
      'src/index.ts',
      Buffer.from(before['src/index.ts'] ?? '', 'base64')
        .toString()
        .replace('Hello', 'Good day'),
    )
    const [again, nothing] = await runIn([
      { root: host.root, argv: ['init', '--undo'] },
      { root: host.root, argv: ['init', '--undo'] },
    ])
    expect(again?.code).toBe(0)
    expect(host.read('src/index.ts')).toContain('Good day')
    expect(Object.keys(filesOf(host.root)).toSorted()).toEqual(Object.keys(before).toSorted())
    expect(nothing).toMatchObject({ code: 0, output: expect.stringContaining('There is nothing to take back') })
  },
)

testOnce('the record is put first, so that whatever ends the command can be taken back', () => {
  const host = copyHost('express')
  const { changes } = makePlan(readHost(host.root), {})
  expect([...textsToWrite(host.root, changes).keys()][0]).toBe('.instagram-dashboard/init.json')
})
