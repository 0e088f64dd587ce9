import { media, openDatabase } from '@instagram-dashboard/db'
import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { parseCsv } from 'hucre/csv'
import readWorkbook from 'read-excel-file/node'
import { expect, onTestFinished, test } from 'vitest'
import { sendFile } from '../src/api/rest-file.ts'
import { writeWorkbook } from '../src/metrics/export-formats.ts'
import type { MediaItem } from '../src/metrics/media-contract.ts'
import { metricNames } from '../src/metrics/metric-definitions.ts'
import type { FileInPieces } from '../src/procedures/file-in-pieces.ts'
import { listen } from './listen.ts'
import { serveRouter, startBackend } from './start-backend.ts'

// Files are read by readers that have nothing to do with what wrote them: CSV by another parser, workbooks by another library.

const path = '/api/v1/social/instagram/metrics/export'
const quiet = { syncCron: 'off', tokenRefreshCron: 'off', authenticate: () => ({ userId: 'ana' }) }
const range = { startDate: '2026-10-25', endDate: '2026-11-16' }

/** Ana, whose REST paths are served, and more posts of hers where there are to be some. */
async function withAna(posts: readonly Partial<media.MediaRow>[] = []) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  const { id } = await backend.accountOf('ana')
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const [like] = await media.listPage(db, id, { sort: 'recent', productType: null, after: null, limit: 1 })
  if (!like) throw new Error('Ana has no posts')
  await media.save(
    db,
    posts.map((changes, index) => ({ ...like, mediaId: `1800000000000${1000 + index}`, ...changes })),
  )
  const url = (await serveRouter(backend.dashboard.router)) + path
  const { metrics } = backend.as('ana').instagram
  const ask = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}?${new URLSearchParams(query)}`, { headers })
  return { ...backend, metrics, ask }
}

async function allPosts(
  list: (input: { cursor?: string; limit: number }) => Promise<{ items: MediaItem[]; nextCursor: string | null }>,
) {
  const items: MediaItem[] = []
  for (let cursor: string | undefined; ;) {
    const page = await list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = page.nextCursor
  }
}

/** A table with what stands below each heading. */
function columnsOf(table: readonly (readonly unknown[])[]): Record<string, unknown[]> {
  const [head = [], ...rows] = table
  return Object.fromEntries(head.map((name, index) => [String(name), rows.map((row) => row[index] ?? null)]))
}
const csvOf = (content: string, delimiter = ',') => columnsOf(parseCsv(content, { delimiter }))
const workbookOf = async (content: string) => {
  const [sheet] = await readWorkbook(Buffer.from(content, 'base64'))
  if (!sheet) throw new Error('The workbook is empty')
  return { name: sheet.sheet, columns: columnsOf(sheet.data) }
}
const inBrazil = (day: string) => day.split('-').toReversed().join('/')
const toNumber = (cell: unknown) => (cell === '' ? null : Number(String(cell).replace(',', '.')))

const headings = {
  followersCount: 'Seguidores',
  impressions: 'Visualizações',
  reach: 'Alcance',
  engagement: 'Interações',
  profileViews: 'Visitas ao perfil',
  likes: 'Curtidas',
  comments: 'Comentários',
  shares: 'Compartilhamentos',
  saves: 'Salvamentos',
  accountsEngaged: 'Contas que interagiram',
  engagementRate: 'Taxa de engajamento (%)',
  replies: 'Respostas',
  reposts: 'Republicações',
  websiteClicks: 'Cliques no site',
  profileLinksTaps: 'Toques em links do perfil',
  follows: 'Seguidores ganhos',
  unfollows: 'Seguidores perdidos',
} as const

test('each format says of days what the list says: for programs, for Excel in Brazil, and as a workbook', async () => {
  const { metrics } = await withAna()
  const { items } = await metrics.list(range)
  const programs = await metrics.export({ format: 'csv', ...range })
  const brazil = await metrics.export({ format: 'csv', locale: 'pt-BR', ...range })
  const workbook = await metrics.export({ format: 'xlsx', locale: 'pt-BR', ...range })
  const json = await metrics.export({ format: 'json', ...range })

  expect(items.length).toBeGreaterThan(20)
  expect(JSON.parse(json.content)).toEqual({ username: 'loja.da.ana', days: items })
  expect(brazil.content.startsWith('\uFEFFData;Definitivo;Seguidores;')).toBe(true)
  const [plain, semicolons] = [csvOf(programs.content), csvOf(brazil.content, ';')]
  const { name, columns } = await workbookOf(workbook.content)
  expect(name).toBe('Dias')
  expect(plain['date']).toEqual(items.map(({ date }) => date))
  expect(semicolons['Data']).toEqual(items.map(({ date }) => inBrazil(date)))
  expect(columns['Data']).toEqual(items.map(({ date }) => new Date(date)))
  expect(semicolons['Definitivo']).toEqual(items.map(({ isFinal }) => (isFinal ? 'sim' : 'não')))
  for (const metric of metricNames) {
    const numbers = items.map((item) => item[metric])
    const inRest = metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    expect([metric, plain[inRest]?.map(toNumber)]).toEqual([metric, numbers])
    expect([metric, semicolons[headings[metric]]?.map(toNumber)]).toEqual([metric, numbers])
    // Numbers, and not texts that look like them.
    expect([metric, columns[headings[metric]]]).toEqual([metric, numbers])
  }
  expect(brazil.content).toMatch(/;\d+,\d+;/)
  expect(semicolons['Ainda podem mudar']?.at(-1)).toContain('Alcance, ')
  expect(
    [programs, brazil, workbook].map(({ fileName, contentType, encoding }) => [fileName, contentType, encoding]),
  ).toEqual([
    ['instagram-loja.da.ana-2026-10-25-2026-11-16.csv', 'text/csv; charset=utf-8', 'utf8'],
    ['instagram-loja.da.ana-2026-10-25-2026-11-16.csv', 'text/csv; charset=utf-8', 'utf8'],
    [
      'instagram-loja.da.ana-2026-10-25-2026-11-16.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'base64',
    ],
  ])
})

test('posts, stories and followers leave as files too', async () => {
  const story = {
    productType: 'STORY',
    mediaType: 'IMAGE',
    reach: 41,
    figures: { reach: 41, replies: 3, navigation: 70 },
  }
  const { metrics } = await withAna([story])
  const posts = await allPosts(metrics.media)
  const asCsv = csvOf((await metrics.export({ format: 'csv', dataset: 'posts' })).content)
  const { columns } = await workbookOf(
    (await metrics.export({ format: 'xlsx', dataset: 'posts', locale: 'en' })).content,
  )
  expect(asCsv['id']).toEqual(posts.map(({ id }) => id))
  expect(asCsv['published_at']).toEqual(posts.map(({ publishedAt }) => publishedAt.toISOString()))
  // On the clocks of São Paulo, three hours behind.
  const clocks = posts.map(
    ({ publishedAt }) => new Date(Math.floor(publishedAt.getTime() / 60_000) * 60_000 - 3 * 3_600_000),
  )
  // A workbook counts in days, of which a minute is no round part.
  const shown = (columns['Published (America/Sao_Paulo)'] ?? []) as Date[]
  expect(shown.map((time) => new Date(Math.round(time.getTime() / 1_000) * 1_000))).toEqual(clocks)
  expect(columns['Id']).toEqual(posts.map(({ id }) => id))
  expect(columns['Average watch time (ms)']).toEqual(posts.map(({ averageWatchTimeMs }) => averageWatchTimeMs))
  for (const name of ['reach', 'engagementRate', 'skipRate', 'follows'] as const) {
    const inRest = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    expect([name, asCsv[inRest]?.map(toNumber)]).toEqual([name, posts.map((post) => post[name])])
  }
  const some = { startDate: '2026-11-01', endDate: '2026-11-10' }
  const within = await metrics.media({ ...some, limit: 100 })
  const { content } = await metrics.export({ format: 'json', dataset: 'posts', ...some })
  expect((JSON.parse(content) as { posts: { id: string }[] }).posts.map(({ id }) => id)).toEqual(
    within.items.map(({ id }) => id),
  )

  const stories = csvOf((await metrics.export({ format: 'csv', dataset: 'stories' })).content)
  const at = stories['id']?.indexOf('18000000000001000') ?? -1
  expect([stories['reach']?.[at], stories['replies']?.[at], stories['navigation']?.[at]]).toEqual(['41', '3', '70'])

  const { points, bestPost: _bestPost, ...growth } = await metrics.growth(range)
  const followers = await metrics.export({ format: 'json', dataset: 'growth', ...range })
  expect(JSON.parse(followers.content)).toEqual({ username: 'loja.da.ana', ...growth, points })
  const semicolons = csvOf(
    (await metrics.export({ format: 'csv', dataset: 'growth', locale: 'pt-BR', ...range })).content,
    ';',
  )
  expect(semicolons['Variação']?.map(toNumber)).toEqual(points.map(({ change }) => change))
  expect(semicolons['Seguidores ganhos']?.map(toNumber)).toEqual(points.map(({ gained }) => gained))
})

test('a file is in the language that is asked for, and for programs where nobody says one', async () => {
  const { dashboard, ask } = await withAna()
  const csv = { format: 'csv' } as const
  const headOf = (content: string) => content.slice(1, 8)
  const caller = (locale?: 'pt-BR' | 'en') =>
    dashboard.caller({ userId: 'ana', ...(locale === undefined ? {} : { locale }) }).instagram.metrics
  expect(headOf((await caller().export(csv)).content)).toBe('date,is')
  expect(headOf((await caller('en').export(csv)).content)).toBe('date,is')
  expect(headOf((await caller('pt-BR').export(csv)).content)).toBe('Data;De')
  expect(headOf((await caller('pt-BR').export({ ...csv, locale: 'en' })).content)).toBe('date,is')

  const body = async (language: string) => {
    const answer = await ask(csv, { 'accept-language': language })
    return ((await answer.json()) as { content: string }).content
  }
  expect(headOf(await body('pt-BR,pt;q=0.9,en;q=0.8'))).toBe('Data;De')
  expect(headOf(await body('en-US'))).toBe('date,is')
  expect(headOf(await body('*'))).toBe('date,is')
})

const payloads = [
  '=1+1',
  '+1',
  '-1+2',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '=HYPERLINK("http://x.example";"a")',
  'a;b\n=1+1',
  '＝1',
  '_x003D_1',
  'a\uFFFEb\u0000',
]

test('no caption runs in a spreadsheet, and each is read back whole', async () => {
  const { metrics } = await withAna(
    payloads.map((caption, index) => ({ caption, publishedAt: new Date(Date.UTC(2026, 10, 16, 0, index)) })),
  )
  const wanted = { dataset: 'posts', startDate: '2026-11-15', endDate: '2026-11-16' } as const
  for (const locale of ['pt-BR', 'en'] as const) {
    const { content } = await metrics.export({ format: 'csv', locale, ...wanted })
    const table = csvOf(content, locale === 'en' ? ',' : ';')
    const captions = (table[locale === 'en' ? 'caption' : 'Legenda'] ?? []).map(String)
    for (const caption of captions) expect(caption).not.toMatch(/^[=+\-@\t\r＝]/u)
    for (const payload of payloads.slice(0, 6)) {
      expect(captions.filter((caption) => bare(caption) === payload)).toHaveLength(1)
    }
  }
  const { content } = await metrics.export({ format: 'xlsx', ...wanted, locale: 'pt-BR' })
  const captions = (await workbookOf(content)).columns['Legenda'] ?? []
  for (const payload of ['=1+1', '@SUM(1)', '-1+2']) expect(captions).toContain(payload)
  expect(formulasOf(content)).toBe(0)
})

/** Without the apostrophes before signs of formulas, as a program takes them away (docs/rest.md). */
const bare = (cell: string): string => cell.replaceAll(/'(?=[=+\-@\t\r＝＋－＠])/gu, '')

/** How many cells of the sheets are formulas. */
function formulasOf(content: string): number {
  const files = unzipSync(Buffer.from(content, 'base64'))
  const sheets = Object.entries(files).filter(([name]) => name.startsWith('xl/worksheets/'))
  expect(sheets.length).toBeGreaterThan(0)
  return sheets.reduce((count, [, bytes]) => count + strFromU8(bytes).split('<f').length - 1, 0)
}

test('the REST path sends the same in pieces, as JSON or as the file itself', async () => {
  const { metrics, ask, dashboard } = await withAna()
  for (const format of ['csv', 'json', 'xlsx'] as const) {
    const query = { format, start_date: range.startDate, end_date: range.endDate }
    const { content, fileName, contentType, encoding } = await metrics.export({ format, ...range })
    const answer = await ask(query)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-length')]).toEqual([
      200,
      'application/json; charset=utf-8',
      null,
    ])
    const body = (await answer.json()) as Record<string, string>
    expect(body).toMatchObject({ file_name: fileName, content_type: contentType, encoding })
    const file = await ask(query, { accept: format === 'json' ? 'application/octet-stream' : contentType })
    expect(file.headers.get('content-type')).toContain(contentType)
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`)
    const bytes = Buffer.from(await file.arrayBuffer())
    if (format === 'xlsx') {
      const sent = [body['content'] ?? '', bytes.toString('base64'), content]
      const [columns, ...others] = await Promise.all(sent.map(async (one) => (await workbookOf(one)).columns))
      expect(others).toEqual([columns, columns])
    } else {
      expect([body['content'], bytes.toString()]).toEqual([content, content])
    }
  }
  // The same by the web's own request and response, as Next and Hono hand them over.
  const asked = new Request(`http://host.example${path}?format=csv`, { headers: { accept: 'text/csv' } })
  const given = await dashboard.fetch(asked)
  expect(await given.text()).toBe((await metrics.export({ format: 'csv' })).content.replace('\uFEFF', ''))
  expect(given.headers.get('content-disposition')).toMatch(/^attachment; filename="instagram-loja\.da\.ana-.*\.csv"$/)
  const head = await fetch((await ask({ format: 'xlsx' })).url, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const wrong = await ask({ format: 'csv', start_date: '2026-11-02', end_date: '2026-11-01' }, { accept: 'text/csv' })
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { error: { code: 'VALIDATION' } }])
})

test('a file that is too long for one answer is refused in one, and sent in pieces', async () => {
  const caption = 'palavra '.repeat(100_000)
  const { metrics, ask } = await withAna(Array.from({ length: 22 }, () => ({ caption })))
  await expect(metrics.export({ format: 'csv', dataset: 'posts' })).rejects.toMatchObject({
    code: 'VALIDATION',
    issues: [{ path: ['startDate'] }],
  })
  const answer = await ask({ format: 'csv', dataset: 'posts' }, { accept: 'text/csv' })
  let length = 0
  for await (const chunk of answer.body ?? []) length += chunk.length
  expect(length).toBeGreaterThan(22 * caption.length)
})

test('a file is made no faster than it is taken, and no further once nobody takes it', async () => {
  const seen = { pieces: 0, hasEnded: false }
  const ended = Promise.withResolvers<undefined>()
  async function* pieces() {
    try {
      for (;;) {
        seen.pieces += 1
        yield 'x'.repeat(100_000)
      }
    } finally {
      seen.hasEnded = true
      ended.resolve(undefined)
    }
  }
  const file: FileInPieces = { fileName: 'a.csv', contentType: 'text/csv', encoding: 'utf8', pieces: pieces() }
  const { url, close } = await listen((request, response) => void sendFile(request, response, file))
  onTestFinished(close)
  const leaving = new AbortController()
  const answer = await fetch(url, { signal: leaving.signal })
  const reader = answer.body?.getReader()
  await reader?.read()
  // The buffers of two sockets are full of it, and nobody reads: it stands still.
  let before = -1
  while (before !== seen.pieces) {
    before = seen.pieces
    await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))))
  }
  expect(seen).toMatchObject({ hasEnded: false })
  expect(seen.pieces).toBeLessThan(300)
  leaving.abort()
  await ended.promise
})

test('a workbook is made no faster than it is taken either', async () => {
  const seen = { rows: 0, hasEnded: false }
  async function* pages() {
    try {
      for (;;) {
        seen.rows += 500
        // Texts that do not become much shorter by being compressed.
        yield Array.from({ length: 500 }, () => ({ date: randomUUID() }))
      }
    } finally {
      seen.hasEnded = true
    }
  }
  const columns = [{ name: 'caption', kind: 'text', read: (row: object) => Object.values(row).join('') }] as const
  const rows = { name: 'x', key: 'x', head: {}, columns, pages }
  const reader = { locale: 'en', timeZone: 'UTC' } as const
  const workbook = writeWorkbook(rows, { sheet: 'Days', reader })
  for await (const bytes of workbook) if (bytes.length > 1_000) break
  await expect.poll(() => seen.hasEnded).toBe(true)
  expect(seen.rows).toBeLessThan(50_000)
})
