import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { callsByPermission, requiredScopes } from '../src/instagram/index.ts'
import type { ReviewPack } from '../src/review/contract.ts'
import { environmentOf, run } from './run-command.ts'
import { makeClock, startBackend } from './start-backend.ts'

const reviewPack = (argv: string[], environment: Record<string, string | undefined>) =>
  run(['review-pack', ...argv], environment)

const folderOfTest = () => {
  const folder = mkdtempSync(join(tmpdir(), 'review-pack-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'pack')
}

const stateOf = ({ checks }: ReviewPack) => Object.fromEntries(checks.map(({ id, state }) => [id, state]))

test('review-pack says which calls were made, which are open, and holds the values of this installation', async () => {
  // The command has the real clock, so the story is told at the real time.
  const backend = await startBackend({ clock: makeClock(new Date()), dashboard: { syncCron: 'off' } })
  const environment = environmentOf(backend)
  const before = JSON.parse((await reviewPack(['--json'], environment)).out) as ReviewPack
  expect(stateOf(before)).toMatchObject({
    account_connected: 'open',
    calls_basic: 'open',
    calls_insights: 'open',
    redirect_https: 'open',
    public_url: 'open',
    real_instagram: 'open',
    version: 'done',
    business: 'yours',
  })
  expect(before).toMatchObject({ accounts: 0, callbacks: null, isRealInstagram: false })

  backend.sandbox.control.clearRequests()
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  await backend.dashboard.syncAudiences()
  await backend.dashboard.syncStories()
  const published = {
    PUBLIC_URL: 'https://app.example/instagram/',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
  }
  const after = JSON.parse((await reviewPack(['--json'], { ...environment, ...published })).out) as ReviewPack

  expect(stateOf(after)).toMatchObject({
    account_connected: 'done',
    calls_basic: 'done',
    calls_insights: 'done',
    redirect_https: 'done',
    public_url: 'done',
    real_instagram: 'open',
  })
  expect(after.callbacks).toEqual({
    deauthorize: 'https://app.example/instagram/webhooks/instagram/deauthorize',
    deletion: 'https://app.example/instagram/webhooks/instagram/data-deletion',
  })
  expect(after.permissions.map(({ name }) => name)).toEqual([...requiredScopes])
  const answered = after.permissions.flatMap(({ calls }) => calls.filter(({ isRecent }) => isRecent))
  expect(answered.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['profile', 'media', 'account_insights', 'media_insights', 'audience']),
  )

  // Whatever is asked with somebody's token stands in the pack, so that no permission is shown too little.
  const listed = new Set(Object.values(callsByPermission).flatMap((calls) => calls.map(({ endpoint }) => endpoint)))
  const asked = new Set(
    backend.sandbox.control.requests
      .filter(({ path }) => /^\/v\d/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/^\/v[\d.]+\//, '').replace(/^\d+\//, 'media/')}`),
  )
  expect(asked.size).toBeGreaterThan(3)
  expect([...asked].filter((endpoint) => !listed.has(endpoint))).toEqual([])
})

test.each([
  ['en', 'Start with README.md; 6 points are open.', 'Text to paste', undefined],
  ['pt-BR', 'Comece por README.md; faltam 6 pontos.', 'Texto para colar', 'O que ele diz'],
])(
  'review-pack --out writes a folder in %s, without a secret, and keeps what was edited',
  async (locale, said, heading, translation) => {
    const backend = await startBackend({ clock: makeClock(new Date()) })
    const folder = folderOfTest()
    const environment = environmentOf(backend, { LANG: locale === 'en' ? 'C' : 'pt_BR' })

    const written = await reviewPack(['--locale', locale, '--out', folder], environment)
    expect(written).toMatchObject({ code: 0, error: '', out: expect.stringContaining(said) })
    expect(readdirSync(folder).toSorted()).toEqual(
      [
        'README.md',
        'api-calls.md',
        'reviewer.md',
        'screencast.md',
        ...requiredScopes.map((name) => `${name}.md`),
      ].toSorted(),
    )
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const text of texts) {
      expect(text).not.toContain(backend.options.instagramAppSecret)
      expect(text).not.toContain(backend.options.instagramTokenEncryptionKey)
      expect(text).not.toMatch(/undefined|null|\{\w+\}/)
    }
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    expect(readme).toContain(`\`${backend.options.instagramRedirectUri}\``)
    const insights = readFileSync(join(folder, 'instagram_business_manage_insights.md'), 'utf8')
    expect(insights).toContain(heading)
    // The reviewers read English; what they read is explained to whoever submits it.
    expect(insights).toContain('> We read account insights by day (reach, follower_count, views')
    if (translation === undefined) expect(insights.match(/^## /gm)).toHaveLength(1)
    else expect(insights).toContain(translation)

    writeFileSync(join(folder, 'reviewer.md'), 'mine')
    expect(await reviewPack(['--out', folder], environment)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('--yes'),
    })
    expect(readFileSync(join(folder, 'reviewer.md'), 'utf8')).toBe('mine')
    expect(await reviewPack(['--out', folder, '--yes'], environment)).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'reviewer.md'), 'utf8')).not.toBe('mine')
  },
)

test('review-pack prints one text, and names the languages that it has', async () => {
  const backend = await startBackend({ clock: makeClock(new Date()) })
  const { code, out } = await reviewPack(['--locale', 'pt-BR'], environmentOf(backend))
  expect({ code, titles: out.match(/^# .*/gm) }).toEqual({
    code: 0,
    titles: [
      '# Pacote para a análise do app (App Review)',
      ...requiredScopes.map((name) => `# ${name}`),
      '# Instruções para o revisor',
      '# Roteiro da gravação',
      '# Chamadas de API',
    ],
  })
  expect(await reviewPack(['--locale', 'de'], environmentOf(backend))).toMatchObject({
    code: 2,
    error: 'Which language? --locale en or --locale pt-BR.\n',
  })
})
