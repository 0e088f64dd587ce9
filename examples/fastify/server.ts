import middie from '@fastify/middie'
import fastify from 'fastify'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const app = fastify()
await app.register(middie)
app.use('/instagram', dashboard.handler)
app.post<{ Querystring: { user: string } }>('/login', (request, reply) =>
  reply.header('set-cookie', signIn(request.query.user)).code(204).send(),
)

await app.listen({ port: Number(process.env['PORT'] ?? 3000) })

process.once('SIGTERM', async () => {
  const closed = app.close()
  await dashboard.close()
  app.server.closeAllConnections()
  await closed
})
