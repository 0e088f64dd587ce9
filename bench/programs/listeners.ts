// Listens for new notifications as many users's pages do, each over a line of its own, until it is ended.
import { get } from 'node:http'

const { url, tokens } = JSON.parse(process.argv[2] ?? '') as { url: string; tokens: string[] }
process.on('disconnect', () => process.exit())
await Promise.all(
  tokens.map(
    (token) =>
      new Promise<void>((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
        get(
          `${url}/trpc/instagram.notifications.onNew?input=${encodeURIComponent('{"json":{}}')}`,
          { headers },
          (line) => {
            if (line.statusCode !== 200) reject(new Error(`A listener was answered with ${line.statusCode}`))
            line.resume().once('data', () => resolve())
          },
        ).on('error', reject)
      }),
  ),
)
process.send?.({ url })
