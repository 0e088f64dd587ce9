// What the product is measured against: node:http, prepared SQL, the same login, and the same bytes in the answer.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import SQLite from 'better-sqlite3'
import { createLogin } from './bare-login.ts'
import { createReads, type Range } from './bare-reads.ts'
import { serveAndReport } from './report.ts'
import { readSettings } from './settings.ts'

const { file, secret, headers } = readSettings()
const database = new SQLite(file, { readonly: false })
for (const setting of [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'mmap_size = 0',
]) {
  database.pragma(setting)
}
const reads = createReads(database)
const login = createLogin(secret)

const wire = (json: unknown, dates: readonly string[] = []) => ({
  result: {
    data:
      dates.length === 0
        ? { json }
        : { json, meta: { values: Object.fromEntries(dates.map((path) => [path, ['Date']])), v: 1 } },
  },
})

function dashboard(userId: string, range: Range): unknown {
  const { id } = reads.findAccount(userId)
  const status = reads.status(userId)
  const notifications = reads.notifications(userId)
  return [
    wire(status, datesOfStatus(status.accounts)),
    wire(reads.summary(id, range)),
    wire(reads.timeline(id, range)),
    wire(reads.growth(id, range)),
    wire(
      notifications,
      notifications.items.flatMap((item, index) =>
        ['createdAt', 'readAt', 'resolvedAt'].flatMap((name) =>
          item[name as 'readAt'] === null ? [] : [`items.${index}.${name}`],
        ),
      ),
    ),
  ]
}

function datesOfStatus(accounts: ReturnType<typeof reads.status>['accounts']): string[] {
  const inAccount = (account: (typeof accounts)[number] | undefined, place: string) =>
    account === undefined
      ? []
      : [
          ...(account.connectedAt === null ? [] : [`${place}.connectedAt`]),
          ...(account.token.expiresAt === null ? [] : [`${place}.token.expiresAt`]),
          ...(account.lastSyncedAt === null ? [] : [`${place}.lastSyncedAt`]),
          ...(account.numbersReadAt === null ? [] : [`${place}.numbersReadAt`]),
          ...(account.nextSyncAllowedAt === null ? [] : [`${place}.nextSyncAllowedAt`]),
        ]
  return [
    ...inAccount(accounts[0], 'account'),
    ...accounts.flatMap((account, index) => inAccount(account, `accounts.${index}`)),
  ]
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const userId = await login(request)
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  const query = new URLSearchParams(url.slice(mark + 1))
  const path = url.slice(0, mark)
  if (path === '/trpc/instagram.metrics.timeline') {
    const { 0: input } = JSON.parse(query.get('input') ?? '') as { 0: { json: Range } }
    return send(response, [wire(reads.timeline(reads.findAccount(userId).id, input.json))])
  }
  if (path === '/trpc/instagram.metrics.breakdown') {
    const { 0: input } = JSON.parse(query.get('input') ?? '') as { 0: { json: Range } }
    return send(response, [wire(reads.breakdown(reads.findAccount(userId).id, input.json))])
  }
  if (path.startsWith('/trpc/')) {
    const { 1: input } = JSON.parse(query.get('input') ?? '') as { 1: { json: Range } }
    return send(response, dashboard(userId, input.json))
  }
  const { id, updatedAt } = reads.findAccount(userId)
  const tag = `"${id}.${updatedAt}"`
  // Only for its tag is it asked for anything else.
  send(response, request.headers['if-none-match'] === tag ? null : {}, tag)
}

function send(response: ServerResponse, body: unknown, tag?: string): void {
  const head = [...headers.flat(), 'x-request-id', randomUUID(), ...(tag === undefined ? [] : ['etag', tag])]
  if (body === null) return void response.writeHead(304, head).end()
  const text = JSON.stringify(body)
  response.writeHead(200, [
    ...head,
    'content-type',
    'application/json',
    'content-length',
    String(Buffer.byteLength(text)),
  ])
  response.end(text)
}

serveAndReport(
  createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.writeHead(500).end()
    })
  }),
)
