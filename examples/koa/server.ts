import Koa from 'koa'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const app = new Koa()
app.use((context, next) => {
  if (!context.path.startsWith('/instagram/')) return next()
  // Koa answers by itself unless it is told not to.
  context.respond = false
  return dashboard.handler(context.req, context.res)
})
app.use((context) => {
  if (context.method !== 'POST' || context.path !== '/login') return
  context.set('set-cookie', signIn(String(context.query['user'])))
  context.status = 204
})

const server = app.listen(Number(process.env['PORT'] ?? 3000))

process.once('SIGTERM', async () => {
  server.close()
  await dashboard.close()
  server.closeAllConnections()
})
