import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(Deno.env.toObject()),
  authenticate: ({ headers }) => whoIs(headers),
})

const server = Deno.serve({ port: Number(Deno.env.get('PORT') ?? 3000) }, (request, { remoteAddr }) => {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.startsWith('/instagram/')) return dashboard.fetch(request, { ip: remoteAddr.hostname })
  if (request.method === 'POST' && pathname === '/login') {
    return new Response(null, { status: 204, headers: { 'set-cookie': signIn(searchParams.get('user') ?? '') } })
  }
  return new Response(null, { status: 404 })
})

Deno.addSignalListener('SIGTERM', async () => {
  void server.shutdown()
  await dashboard.close()
  // A body that broke off is waited for without end.
  Deno.exit()
})
