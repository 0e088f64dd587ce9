// The least that a server on express is, to start as the command line starts ours.
import express from 'express'

const server = express()
  .disable('x-powered-by')
  .get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  .listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
  })
