import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const app = new Hono()
app.all('/instagram/*', (context) =>
  dashboard.fetch(context.req.raw, { ip: getConnInfo(context).remote.address ?? null }),
)
app.post('/login', (context) => {
  context.header('set-cookie', signIn(context.req.query('user') ?? ''))
  return context.body(null, 204)
})

const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) })

process.once('SIGTERM', async () => {
  server.close()
  await dashboard.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
})
