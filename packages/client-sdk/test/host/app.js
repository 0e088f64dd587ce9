// An app of React Native, bundled from the packed tarball. A host of its own calls `visit`.
import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { createAppConnect } from '@instagram-dashboard/client-sdk/react-native'

globalThis.visit = async (url) => {
  const client = createInstagramClient({ url, token: () => 'session', locale: 'en' })
  const { account } = await client.connect.status()
  const told = []
  await client.sync.run({
    accountId: account.id,
    onProgress: ({ status, phase, done, total }) => told.push(`${status} ${phase} ${done}/${total}`),
  })
  const slow = await client.metrics.gaps({}, { timeoutMs: 50 }).catch(({ code, action }) => `${code} ${action}`)
  const leaving = new AbortController()
  const waiting = client.metrics.gaps({}, { signal: leaving.signal }).catch(({ message }) => message)
  leaving.abort(new Error('left the screen'))
  const stream = await client.notifications
    .onNew()
    .next()
    .catch(({ code }) => code)
  const browser = { openAuthSessionAsync: async () => ({ type: 'cancel' }) }
  const { connect } = createAppConnect(client, { returnUrl: 'myapp://instagram', browser })
  const left = await connect().catch(({ code }) => code)
  return { username: account.username, told, slow, aborted: await waiting, stream, connect: left }
}
