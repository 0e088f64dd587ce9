import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const server = Bun.serve({
  port: Number(process.env['PORT'] ?? 3000),
  // Live streams are silent for longer than the ten seconds after which Bun hangs up.
  idleTimeout: 60,
  fetch(request, server) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname.startsWith('/instagram/')) {
      return dashboard.fetch(request, { ip: server.requestIP(request)?.address ?? null })
    }
    if (request.method === 'POST' && pathname === '/login') {
      return new Response(null, { status: 204, headers: { 'set-cookie': signIn(searchParams.get('user') ?? '') } })
    }
    return new Response(null, { status: 404 })
  },
})

process.once('SIGTERM', async () => {
  const stopped = server.stop()
  await dashboard.close()
  await server.stop(true)
  await stopped
})
