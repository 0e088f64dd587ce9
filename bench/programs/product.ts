// The product as `serve` starts it, as the process that answers: a worker of its own does the jobs.
import { createServer } from 'node:http'
import { createInstagramDashboard } from '@instagram-dashboard/server'
import express from 'express'
import { serveAndReport } from './report.ts'
import { readSettings } from './settings.ts'

const { file, secret, encryptionKey } = readSettings()
const dashboard = await createInstagramDashboard({
  instagramAppId: '1',
  instagramAppSecret: 'not used',
  instagramRedirectUri: 'http://localhost/return',
  instagramTokenEncryptionKey: encryptionKey,
  // Nothing leaves this machine.
  instagramGraphBaseUrl: 'http://localhost:9',
  instagramOauthBaseUrl: 'http://localhost:9',
  databaseUrl: `file:${file}`,
  authJwtSecret: secret,
  logLevel: 'warn',
  backgroundJobs: false,
})
const app = express().disable('x-powered-by').set('trust proxy', 0).use(dashboard.router)
serveAndReport(createServer(app))
