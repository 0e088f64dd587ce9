import express from 'express'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { signIn, whoIs } from './login.ts'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const app = express()
app.use('/instagram', dashboard.handler)
app.post('/login', (request, response) => {
  response.set('set-cookie', signIn(String(request.query['user']))).sendStatus(204)
})

const server = app.listen(Number(process.env['PORT'] ?? 3000))

process.once('SIGTERM', async () => {
  server.close()
  await dashboard.close()
  server.closeAllConnections()
})
