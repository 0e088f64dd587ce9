import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import type { MessageKey, MessageParameters } from './catalogue.ts'
import { en } from './en/catalogue.ts'
import { locales, say, type Locale } from './messages.ts'
import { ptBr } from './pt-br/catalogue.ts'

const catalogues = { 'pt-BR': ptBr, en }
const keys = Object.keys(ptBr) as MessageKey[]

/** The names that a message is told, and how it uses them. */
function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.number) return [`${element.value}: number`]
    if (element.type === TYPE.argument) return [`${element.value}: text`]
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      const inner = Object.values(element.options).flatMap(({ value }) => argumentsOf(value))
      return [`${element.value}: ${element.type === TYPE.plural ? 'number' : 'text'}`, ...inner]
    }
    return []
  })
}
const namesIn = (text: string) => [...new Set(argumentsOf(parse(text, { ignoreTag: true })))].toSorted()

/** A value for every parameter of every message: what is not declared here is not given. */
const samples = {
  duration: '40 segundos',
  when: 'today',
  day: '2 de dezembro',
  clock: '19h40',
  zone: 'horário de Brasília',
  left: 4,
  reached: 'known',
  reach: 3_280,
  versus: 'up',
  wait: '14 minutos',
  username: 'loja.da.ana',
  amount: 1_000,
  date: '30 de novembro',
  reason: 'Tente de novo.',
  achievement: 'Melhor dia',
  description: 'Você conectou.',
  days: 3,
  count: 2,
  total: 100,
  imported: 5,
  known: 2,
  leftOut: 1,
  elsewhere: 1,
  erased: 1,
  faulty: 1,
  credits: 50,
  engine: 'sqlite',
  version: '3.53.4',
  newest: 'v27.0',
  schema: '0005_operations',
  megabytes: 900,
  tokens: 2,
  failures: 2,
  seconds: 90,
  uri: 'https://app.example/return',
  host: 'app.example',
  url: 'http://localhost:3001',
  variables: 'INSTAGRAM_GRAPH_BASE_URL (127.0.0.1:3002)',
  scopes: 'instagram_business_basic',
  accounts: 2,
  lost: 1,
  keys: '0123abcd (2)',
  events: 12,
  sequence: 7,
  triggers: 'events_no_update',
  deauthorize: 'https://app.example/webhooks/instagram/deauthorize',
  deletion: 'https://app.example/webhooks/instagram/data-deletion',
  origins: 'https://app.example',
  dead: 2,
  at: '23/11/2026 03:00',
  ticket: '12',
  code: '0123456789abcdef',
  until: '2026-11-23 06:00 UTC',
  due: '2026-11-23 08:00 UTC',
  by: 'machine:42',
  used: 200,
  limit: 200,
  metrics: 'reach',
  name: 'sync',
  names: '0005_operations',
  file: '.env',
  rest: 'this',
  found: '0004_jobs',
  ours: '0005_operations',
  table: 'accounts',
  role: 'all',
  port: '3000',
  address: '127.0.0.1:3000',
  refreshed: 1,
  skipped: 2,
  failed: 0,
  succeeded: 1,
  partial: 0,
  status: 'success',
  calls: 7,
  isDryRun: true,
  rewrapped: 1,
  ids: 'one, two',
  keyId: '0123abcd',
  otherTokens: 1,
  users: 1,
  auditLog: true,
  keysInUse: '0123abcd',
  kind: 'missing',
  from: 1,
  to: 2,
  text: '12:abc',
  path: '/srv/copy.db',
  erasures: 1,
  read: 1,
  unreadable: 0,
  erasedAgain: 1,
  tables: 3,
  statements: 'VACUUM FULL accounts',
  ok: 1,
  warn: 0,
  fail: 0,
  written: 12,
  queue: 'pgboss',
  place: 'instagram-dashboard.db',
  folder: '/srv/review-pack',
  open: 2,
  permission: 'instagram_business_basic',
  profile: 'username, name',
  media: 'caption, permalink',
  account: 'reach, views',
  figures: 'reach, views',
  metric: 'reach',
  direction: 'up',
  type: 'reel',
  weekday: 'às quartas',
  daysAsGood: 1,
  excess: 825,
  usual: 375,
  trend: 'up',
  isClear: 'yes',
  ratio: 3.2,
  value: 1_200,
  expected: 375,
  percent: 40,
  before: 500,
  after: 300,
  lift: 1.8,
  posts: 12,
  others: 30,
  hour: 19,
  length: 21,
  record: 8,
  gained: 120,
  score: 6.1,
  threshold: 4.2,
  sampleSize: 180,
  tests: 112,
  baseline: 375,
}

describe('the catalogue', () => {
  it.each(keys.filter((key) => !/^(?:cli|export|review|times)\./.test(key)))(
    '%s is told the same in both languages and reads as a whole sentence',
    (key) => {
      expect(namesIn(en[key])).toEqual(namesIn(ptBr[key]))
      for (const locale of locales) {
        // The sample has more than any message needs; a message that asks for something else throws.
        const text = say(key, locale, samples as never)
        expect(text).toMatch(/^[\p{Lu}\d@0-9]/u)
        expect(text).not.toMatch(/undefined|NaN|null|[{}]|\s{2}/)
        if (!/\.title$|\.button$|\.code$|^doctor\.(redirect|callbacks)/.test(key)) expect(text).toMatch(/\.$/)
      }
    },
  )

  // A terminal's lines, headings, what fills a form, and when something is, may be parts of sentences.
  it.each(keys.filter((key) => /^(?:cli|export|review|times)\./.test(key)))(
    '%s is told the same in both languages',
    (key) => {
      expect(namesIn(en[key])).toEqual(namesIn(ptBr[key]))
      for (const locale of locales) expect(say(key, locale, samples as never)).not.toMatch(/undefined|NaN|null|[{}]/)
    },
  )

  it('has the same keys in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(ptBr).toSorted())
  })

  it('keeps both languages apart', () => {
    const alike = keys.filter((key) => catalogues.en[key] === catalogues['pt-BR'][key])
    expect(alike).toEqual([
      'cli.doctor_end',
      'export.columns.permalink',
      'export.datasets.stories',
      'export.types.reel',
      'export.types.story',
      'notifications.sync_failed.body',
    ])
  })
})

type Counted = { [Key in MessageKey]: MessageParameters[Key] extends { count: number } ? Key : never }[MessageKey]

describe('counts', () => {
  const grew: Counted = 'notifications.followers_grew.title'

  it.each<[number, Locale, string]>([
    [0, 'pt-BR', 'Nenhum seguidor novo'],
    [1, 'pt-BR', '1 seguidor a mais'],
    [2, 'pt-BR', '2 seguidores a mais'],
    [1_234, 'pt-BR', '1.234 seguidores a mais'],
    [1_000_000, 'pt-BR', '1.000.000 de seguidores a mais'],
    [0, 'en', 'No new followers'],
    [1, 'en', '1 more follower'],
    [2, 'en', '2 more followers'],
    [1_000_000, 'en', '1,000,000 more followers'],
  ])('%i in %s: %s', (count, locale, text) => {
    expect(say(grew, locale, { count })).toBe(text)
  })

  it.each<[number, string]>([
    [0, '@ana agora não tem nenhum seguidor.'],
    [1, '@ana agora tem 1 seguidor.'],
    [2, '@ana agora tem 2 seguidores.'],
    [1_000_000, '@ana agora tem 1.000.000 de seguidores.'],
  ])('a total of %i', (total, start) => {
    expect(say('notifications.followers_grew.body', 'pt-BR', { username: 'ana', total })).toMatch(
      new RegExp(`^${start.replaceAll('.', '\\.')}`),
    )
  })

  it.each<[number, string]>([
    [0, 'Você conectou.'],
    [1, 'Você conectou. Você ganhou 1 crédito.'],
    [2, 'Você conectou. Você ganhou 2 créditos.'],
    [1_000_000, 'Você conectou. Você ganhou 1.000.000 de créditos.'],
  ])('%i credits', (credits, text) => {
    const parameters = { description: 'Você conectou.', credits }
    expect(say('notifications.achievement_unlocked.body', 'pt-BR', parameters)).toBe(text)
  })

  it.each<[number, string]>([
    [0, 'Sua conexão com o Instagram vence hoje'],
    [1, 'Sua conexão com o Instagram vence em 1 dia'],
    [3, 'Sua conexão com o Instagram vence em 3 dias'],
  ])('%i days left', (days, text) => {
    expect(say('notifications.token_expiring.title', 'pt-BR', { days })).toBe(text)
  })
})

describe('names', () => {
  it.each([
    '<script>alert(1)</script>',
    '<b>ana</b>',
    '{count}',
    '{count, plural, other {#}}',
    "'{' ana",
    '\u202Eana',
    '#',
    '</b>',
    '%s ${x}',
    'null',
  ])('%s stays what it is', (username) => {
    for (const locale of locales) {
      expect(say('notifications.first_connection.body', locale, { username })).toContain(`@${username} `)
    }
  })
})
