import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readOwnConfiguration } from './config.ts'
import { toCsv } from './csv.ts'
import { isAllowedAddress } from './events/ssrf-guard.ts'
import { generateFernetKey } from './vault/index.ts'

const fixture = (name: string): string[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')) as string[]
const addresses = fixture('payloads/ssrf_urls.json')
const formulas = fixture('payloads/csv_formulas.json')
const naughty = fixture('naughty/blns.json')

const settings = {
  INSTAGRAM_APP_ID: '1',
  INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
  INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateFernetKey(),
  HOST_WEBHOOK_SECRET: 'a secret that is long enough',
}

function isTaken(url: string): boolean {
  try {
    readOwnConfiguration({ ...settings, HOST_WEBHOOK_URL: url })
    return true
  } catch {
    return false
  }
}

test.each(['::7f00:1', '::a00:7', 'fec0::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '4000::1'])(
  '%s is a form of IPv6 that may lead into a private network',
  (address) => {
    expect(isAllowedAddress(address)).toBe(false)
    expect(isTaken(`https://[${address}]/hook`)).toBe(true)
  },
)

test.each(['8.8.8.8', '2606:4700:4700::1111'])('%s is an address of the open internet', (address) => {
  expect(isAllowedAddress(address)).toBe(true)
})

test.each(addresses)('%j is no place for webhooks, unless the operator means this machine', (url) => {
  if (!isTaken(url)) return
  const { hostname } = new URL(url)
  const address = hostname.replace(/^\[|\]$/g, '')
  const isThisMachine = ['localhost', '127.0.0.1', '::1'].includes(address)
  // What is a name is looked up when it is called, and every address that it has must be public.
  expect(isThisMachine || !isAllowedAddress(address)).toBe(true)
})

/** A reader of RFC 4180, for one column. */
function cellsOf(csv: string): string[] {
  return [...csv.replace('\uFEFF', '').matchAll(/(?:"((?:[^"]|"")*)"|([^\r\n]*))\r\n/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}

const broken = ['ana\n=1+1', 'ana\r=1+1', '\n=1+1', '\0=1+1', '\t=1+1', 'x\r\n@SUM(1)']

test.each([...formulas, ...naughty, ...broken].filter((text) => text !== ''))(
  '%j runs nothing in a spreadsheet',
  (text) => {
    const [head, cell = ''] = cellsOf(toCsv(['column'], [[text]]))
    expect(head).toBe('column')
    // eslint-disable-next-line no-control-regex -- a formula may begin behind it
    expect(cell).not.toMatch(/^[=+\-@\t\r\0]/)
    // The text is whole: at most an apostrophe stands before it.
    expect([text, `'${text}`]).toContain(cell)
  },
)
