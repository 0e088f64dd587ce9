import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../packages/server/src/sandbox/index.ts'
import { bundleFiles, swapBundle } from '../scripts/swap-bundle.ts'

const root = join(import.meta.dirname, '..')
const server = join(root, 'packages', 'server')

function start(program: string, words: string[], { cwd = root, env = {} as Record<string, string> } = {}) {
  const { npm_config_loglevel: _silent, ...ours } = process.env
  const child = spawn(program, words, { cwd, env: { ...ours, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, exit, output: () => output }
}

/** A checkout of nothing, with programs of our own in the place of npx and of the build; each notes that it ran. */
function makeCheckout({ npx = 'exit 0' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-checkout-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const installs = 'node_modules/.modules.yaml'
  write('bin/npx', `#!/bin/sh\necho install >> ran\nmkdir -p node_modules && touch ${installs}\n${npx}\n`)
  chmodSync(join(folder, 'bin/npx'), 0o755)
  const built = [
    'packages/server/dist/standalone.js',
    'packages/server/lib/index.js',
    'packages/client-sdk/dist/index.js',
    'apps/demo/dist-web/index.html',
  ]
  write(
    'scripts/build.mjs',
    `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
     import { dirname } from 'node:path'
     appendFileSync('ran', 'build\\n')
     for (const file of ${JSON.stringify(built)}) {
       mkdirSync(dirname(file), { recursive: true })
       writeFileSync(file, '')
     }`,
  )
  write('packages/server/src/code.ts', 'first')
  write('packages/server/src/code.test.ts', 'first')
  copyFileSync(join(root, 'scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'))
  const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` }
  return {
    write,
    remove: (path: string) => rmSync(join(folder, path)),
    start: (more: Record<string, string> = {}) =>
      start(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), '--quiet', 'echo', 'it runs'], {
        cwd: folder,
        env: { ...env, ...more },
      }),
    /** What was run since this was last asked. */
    ran: () => {
      const file = join(folder, 'ran')
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
      rmSync(file, { force: true })
      return lines
    },
  }
}

test('what is installed and built is made again only when something of it has changed', async () => {
  const checkout = makeCheckout()
  const run = async () => {
    const { exit, output } = checkout.start()
    expect([await exit, output()]).toEqual([0, 'it runs\n'])
    return checkout.ran()
  }
  expect(await run()).toEqual(['install', 'build'])
  expect(await run()).toEqual([])

  checkout.write('packages/server/src/code.ts', 'second')
  expect(await run()).toEqual(['build'])
  checkout.write('packages/server/src/code.test.ts', 'second')
  // What a build leaves among the sources, and what is only run.
  checkout.write('apps/demo/web/.types/code.d.ts', 'first')
  checkout.write('bench/run.ts', 'first')
  expect(await run()).toEqual([])
  checkout.write('pnpm-lock.yaml', 'another')
  expect(await run()).toEqual(['install', 'build'])
  checkout.remove('packages/server/dist/standalone.js')
  expect(await run()).toEqual(['build'])
})

test('of several that find something to do, one does it and the others wait', async () => {
  const checkout = makeCheckout()
  const started = Array.from({ length: 4 }, () => checkout.start())
  expect(await Promise.all(started.map(({ exit }) => exit))).toEqual([0, 0, 0, 0])
  expect(checkout.ran()).toEqual(['install', 'build'])
})

test('an install that fails says why, also where npm was told to be silent', async () => {
  const checkout = makeCheckout({ npx: 'test -n "$npm_config_loglevel" || echo ECONNREFUSED >&2; exit 1' })
  const { exit, output } = checkout.start({ npm_config_loglevel: 'silent' })
  expect(await exit).toBe(1)
  expect(output()).toMatch(/ECONNREFUSED\nThe install failed \(npx .*install/)
})

test('once installed, a command needs no registry', async () => {
  const env = { npm_config_registry: 'http://127.0.0.1:9' }
  const { exit, output } = start('npm', ['run', '--silent', 'cli', '--', 'keys', 'generate'], { env })
  expect([await exit, output()]).toEqual([0, expect.stringMatching(/^[\w-]{43}=\n$/)])
})

test('SIGTERM to npm ends the server that it was asked to start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-npm-'))
  const sandbox = await startSandbox()
  onTestFinished(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = {
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=',
    INSTAGRAM_GRAPH_BASE_URL: sandbox.graphBaseUrl,
    AUTH_JWT_SECRET: 'jXnZr4u7x!A%D*G-KaPdSgVkYp3s6v9y',
    DATABASE_URL: `file:${join(folder, 'app.db')}`,
    PORT: '0',
  }
  const npm = start('npm', ['run', '--silent', 'cli', '--', 'serve', '--migrate'], { env })
  const port = await new Promise<number>((resolve, reject) => {
    npm.child.stdout.on('data', () => {
      const listens = /listens on http:\S+:(\d+)\nready/.exec(npm.output())?.[1]
      if (listens !== undefined) resolve(Number(listens))
    })
    void npm.exit.then((code) => reject(new Error(`exited with ${code}: ${npm.output()}`)))
  })

  npm.child.kill('SIGTERM')
  await npm.exit
  await expect.poll(() => isOpen(port)).toBe(false)
})

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

test('whoever starts while a new build of the command takes the place of the last finds it whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const built = join(server, 'dist')
  const target = join(folder, 'server', 'dist')
  // The program as it was built, with names of its parts as another content would give them.
  const buildAgain = (number: number) => {
    const apart = join(folder, 'apart')
    mkdirSync(apart)
    const renamed = (text: string) => text.replaceAll(/standalone-([\w-]+)\.js\b/g, `standalone-$1-${number}.js`)
    for (const file of bundleFiles(built)) {
      writeFileSync(join(apart, renamed(file)), renamed(readFileSync(join(built, file), 'utf8')))
    }
    swapBundle(apart, target)
  }
  buildAgain(0)
  copyFileSync(join(server, 'package.json'), join(folder, 'server', 'package.json'))
  // At different moments of the start: before Node has read the program, while it reads its parts, and afterwards.
  for (const [number, afterMs] of [0, 40, 80, 120, 160].entries()) {
    const { exit, output } = start(process.execPath, [join(target, 'standalone.js'), 'keys', 'generate'])
    await pause(afterMs)
    buildAgain(number + 1)
    expect([await exit, output()]).toEqual([0, expect.stringMatching(/=\n$/)])
  }
})

test('a program that runs finds its parts after the next build, and the parts before those are gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const target = join(folder, 'dist')
  const build = (part: string) => {
    const apart = join(folder, 'apart')
    mkdirSync(apart)
    writeFileSync(join(apart, 'standalone.js'), `await import('./standalone-${part}.js')`)
    writeFileSync(join(apart, `standalone-${part}.js`), '')
    swapBundle(apart, target)
    return readdirSync(target).toSorted()
  }
  expect(build('a')).toEqual(['standalone-a.js', 'standalone.js'])
  expect(build('b')).toEqual(['standalone-a.js', 'standalone-b.js', 'standalone.js'])
  expect(build('c')).toEqual(['standalone-b.js', 'standalone-c.js', 'standalone.js'])
  expect(bundleFiles(target)).toEqual(['standalone.js', 'standalone-c.js'])
})
