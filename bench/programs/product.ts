// The product as `serve` starts it.
import { createServer } from 'node:http'
import express from 'express'
import { openProduct } from './open-product.ts'
import { serveAndReport } from './report.ts'

const dashboard = await openProduct()
const app = express().disable('x-powered-by').set('trust proxy', 0).use(dashboard.handler)
serveAndReport(createServer(app))
