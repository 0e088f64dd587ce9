import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readOwnConfiguration } from './config.ts'
import { toCsv, toCsvRows, type CsvForm } from './csv.ts'
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

/** What a spreadsheet makes of a file: it cuts at its own sign, and lets anything stand behind a closing quote. */
function cellsCutAt(delimiter: string, csv: string): string[] {
  const cells: string[] = []
  let [cell, state] = ['', 'start']
  for (let at = csv.startsWith('\uFEFF') ? 1 : 0; at < csv.length; at += 1) {
    const sign = csv.charAt(at)
    if (state === 'quoted' && sign === '"' && csv[at + 1] === '"') {
      cell += sign
      at += 1
    } else if (state === 'quoted' && sign === '"') state = 'plain'
    else if (state === 'quoted') cell += sign
    else if (sign === '"' && state === 'start') state = 'quoted'
    else if (sign === delimiter || sign === '\n' || sign === '\r') {
      cells.push(cell)
      cell = ''
      state = 'start'
    } else {
      cell += sign
      state = 'plain'
    }
  }
  return [...cells, cell]
}

const forms: CsvForm[] = [
  { delimiter: ',', decimal: '.' },
  { delimiter: ';', decimal: ',' },
]

const broken = ['ana\n=1+1', 'ana\r=1+1', '\n=1+1', '\0=1+1', '\t=1+1', 'x\r\n@SUM(1)']
const inside = [
  "promo;=cmd|' /C calc'!A0;",
  'promo,=1+1,',
  'promo\t+1+1',
  'promo\n-1+1',
  'promo;@SUM(1)',
  'promo;\uFF1D1+1,\uFF0B1,\uFF0D1,\uFF201',
  'promo;"=1+1',
  'promo;""=1+1;"',
  'promo";=1+1;"',
  '"=1+1',
  'promo;\0=1+1',
]

test.each([...formulas, ...naughty, ...broken, ...inside].filter((text) => text !== ''))(
  '%j runs nothing in a spreadsheet',
  (text) => {
    const [head, cell = ''] = cellsOf(toCsv(['column'], [[text]]))
    expect(head).toBe('column')
    // eslint-disable-next-line no-control-regex -- a formula may begin behind it
    expect(cell).not.toMatch(/^[=+\-@\t\r\0]/)
    // The text is whole: at most an apostrophe stands before the sign of a formula.
    // eslint-disable-next-line no-control-regex -- as above
    const bare = (whole: string) => whole.replaceAll(/'(?=[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20])/g, '')
    expect(bare(cell)).toBe(bare(text))

    for (const form of forms) {
      const file = toCsv(['a', 'column', 'b'], [], form) + toCsvRows([['id', text, 7]], form)
      for (const delimiter of [',', ';', '\t']) {
        const cut = cellsCutAt(delimiter, file)
        // eslint-disable-next-line no-control-regex -- as above
        expect(cut.filter((one) => /^[=+\-@\0\uFF1D\uFF0B\uFF0D\uFF20]/.test(one))).toEqual([])
      }
    }
  },
)

test('numbers stay numbers, and a text without any such sign stays as it is', () => {
  const rows = [[-5, 1.5, 'oi, @ana: -3 = legal', '2026-11-16', null, true]]
  expect(toCsvRows(rows)).toBe('-5,1.5,"oi, @ana: -3 = legal",2026-11-16,,true\r\n')
  expect(toCsvRows(rows, { delimiter: ';', decimal: ',' })).toBe('-5;1,5;"oi, @ana: -3 = legal";2026-11-16;;true\r\n')
})
