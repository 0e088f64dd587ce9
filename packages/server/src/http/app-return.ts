import express from 'express'
import { appReturnOf } from '../connect/app-return.ts'
import type { Deps } from '../deps.ts'

/** `/return`, for the attempts that an app on a phone has begun: back into the app. All others go on to the page. */
export function createAppReturn(deps: Pick<Deps, 'db' | 'vault'>): express.Router {
  const router = express.Router()
  router.get('/return', async (request, response, next) => {
    const address = await appReturnOf(deps, new URL(request.originalUrl, 'http://localhost').searchParams)
    if (address === null) return next()
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', location: address }).status(302).end()
  })
  return router
}
