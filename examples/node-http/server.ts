import { createServer } from 'node:http'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname.startsWith('/instagram/')) return void dashboard.handler(request, response)
  if (request.method === 'POST' && pathname === '/login') {
    return void response.writeHead(204, { 'set-cookie': signIn(searchParams.get('user') ?? '') }).end()
  }
  response.writeHead(404).end()
}).listen(Number(process.env['PORT'] ?? 3000))

process.once('SIGTERM', async () => {
  server.close()
  await dashboard.close()
  server.closeAllConnections()
})
