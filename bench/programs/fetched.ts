// The product in a host whose requests are the web's, as Hono on Node is one; the translation into them is the host's own.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { openProduct } from './open-product.ts'
import { serveAndReport } from './report.ts'

const dashboard = await openProduct()
const listen = getRequestListener((request) => dashboard.fetch(request, { ip: '127.0.0.1' }))
serveAndReport(createServer((request, response) => void listen(request, response)))
