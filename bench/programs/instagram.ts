import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { instagramUserIdOf } from '../identity.ts'

// An Instagram that answers at once: with recorded bodies, by address without the token, with new tokens, and, as the real
// one, of each token whose it is.
const [recorded] = process.argv.slice(2)
const bodies = new Map<string, string>(
  recorded === undefined ? [] : (JSON.parse(readFileSync(recorded, 'utf8')) as [string, string][]),
)
const refreshes = new Map<string, number>()
let unknown = 0
let calls = 0

const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.setHeader('x-app-usage', '{"call_count":1,"total_time":1,"total_cputime":1}')
  const address = request.url ?? ''
  calls += 1
  const token = /access_token=([^&]*)/.exec(address)?.[1] ?? ''
  if (address.startsWith('/refresh_access_token')) {
    refreshes.set(token, (refreshes.get(token) ?? 0) + 1)
    response.end(JSON.stringify({ access_token: `${token}.new`, token_type: 'bearer', expires_in: 5_184_000 }))
    return
  }
  const known = bodies.get(address.replace(/[?&]access_token=[^&]*/, ''))
  const body = /\/me\?/.test(address)
    ? JSON.stringify({ ...JSON.parse(known ?? '{}'), user_id: ownerOf(token) })
    : known
  if (body === undefined) unknown += 1
  response.statusCode = body === undefined ? 404 : 200
  response.end(body ?? '{}')
})
/** The tokens of the measured accounts end in the number of the account, and grow longer with each refresh. */
function ownerOf(token: string): string {
  return instagramUserIdOf(Number(/(\d+)(?:\.new)*$/.exec(token)?.[1] ?? 0))
}
process.on('message', (order: 'report' | 'forget') => {
  const counts = [...refreshes.values()]
  process.send?.({ asked: counts.length, askedTwice: counts.filter((count) => count > 1).length, unknown, calls })
  if (order === 'forget') {
    refreshes.clear()
    calls = 0
  }
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
