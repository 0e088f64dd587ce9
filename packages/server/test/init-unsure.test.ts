import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { copyHost, filesOf, runIn, type HostCopy, type HostName } from './init-hosts.ts'
import { testOnce } from './test-once.ts'

/** Each a host of its own, and what init says and does there. */
interface Case {
  name: HostName
  prepare(host: HostCopy): void
}

async function initIn(cases: readonly Case[]) {
  const hosts = cases.map((one) => copyHost(one.name, one.prepare))
  const before = hosts.map(({ root }) => filesOf(root))
  const ran = await runIn(hosts.map(({ root }) => ({ root, argv: ['init'] })))
  return hosts.map((host, index) => ({
    host,
    code: ran[index]?.code,
    output: ran[index]?.output ?? '',
    before: before[index] ?? {},
  }))
}

testOnce('what can not be edited surely is left, with the two lines to paste and the reason', async () => {
  const [readOnly, twoApps, chained, noEnd, mounted, ofMeta] = await initIn([
    { name: 'express', prepare: ({ root }) => chmodSync(join(root, 'src/index.ts'), 0o444) },
    {
      name: 'express',
      prepare: ({ write }) =>
        write('src/admin.ts', "import express from 'express'\nconst admin = express()\nadmin.listen(1)\n"),
    },
    {
      name: 'express',
      prepare: ({ write }) => write('src/index.ts', "import express from 'express'\nexpress().listen(4000)\n"),
    },
    {
      name: 'express',
      prepare: ({ write }) => write('src/index.ts', "import express from 'express'\nexport const app = express()"),
    },
    {
      name: 'express',
      prepare: ({ write }) => write('src/mine.ts', 'export const d = createInstagramDashboard({})\n'),
    },
    { name: 'express', prepare: ({ write }) => write('.env', 'INSTAGRAM_APP_ID=123\n') },
  ])
  const lines = /\n {2}import \{ instagram \} from '\.\/instagram\.ts'\n {2}app\.use\('\/instagram', instagram\)\n/
  const byHand = [
    [readOnly, /src\/index\.ts is read-only/],
    [twoApps, /several places make an app: src\/admin\.ts, src\/index\.ts/],
    [chained, /no source makes an app of Express/],
  ] as const
  for (const [one, reason] of byHand) {
    expect(one?.output).toMatch(reason)
    expect(one?.host.read('src/index.ts')).toBe(Buffer.from(one?.before['src/index.ts'] ?? '', 'base64').toString())
    expect(one?.host.read('src/instagram.ts')).toContain('createInstagramDashboard')
  }
  expect(twoApps?.output).toMatch(lines)
  expect(noEnd?.host.read('src/index.ts')).toBe(
    "import express from 'express'\nimport { instagram } from './instagram.ts'\nexport const app = express()\napp.use('/instagram', instagram)",
  )
  expect(mounted).toMatchObject({ code: 0, output: expect.stringContaining('is mounted already, in src/mine.ts') })
  expect(filesOf(mounted?.host.root ?? '')).toEqual(mounted?.before)
  expect(ofMeta?.output).toContain('the sandbox stays off')
  expect(ofMeta?.host.read('.env')).toBe('INSTAGRAM_APP_ID=123\n')
})

testOnce(
  'in a monorepo it asks for the folder of the server, and there it heeds the rules of the folders above',
  async () => {
    const host = copyHost('express', ({ write }) => {
      write('package.json', JSON.stringify({ private: true, workspaces: ['packages/*'] }))
      write('.gitignore', 'node_modules\n.env\n')
      write('packages/api/package.json', JSON.stringify({ type: 'module', dependencies: { express: '5' } }))
      write('packages/api/index.js', "import express from 'express'\nconst app = express()\napp.listen(3000)\n")
      write('pnpm-lock.yaml', '')
    })
    const api = join(host.root, 'packages/api')
    const before = filesOf(host.root)
    const [atRoot, inFolder, undone] = await runIn([
      { root: host.root, argv: ['init'] },
      { root: api, argv: ['init'] },
      { root: api, argv: ['init', '--undo'] },
    ])
    expect(atRoot).toMatchObject({
      code: 1,
      output: expect.stringContaining('in the folder of your server: packages/api'),
    })
    expect(inFolder?.output).toContain('pnpm add @instagram-dashboard/server @instagram-dashboard/client-sdk')
    expect(inFolder?.output).toContain('made     .gitignore')
    expect(undone?.code).toBe(0)
    expect(filesOf(host.root)).toEqual(before)
  },
)
