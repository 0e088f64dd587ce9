import express from 'express'
import { appReturnOf } from '../connect/app-return.ts'
import type { Deps } from '../deps.ts'
import { asPassingFault } from '../passing-fault.ts'

/** `/return`, for the attempts that an app on a phone has begun: back into the app. All others go on to the page. */
export function createAppReturn(deps: Pick<Deps, 'db' | 'vault' | 'lifetime'>): express.Router {
  const router = express.Router()
  router.get('/return', async (request, response, next) => {
    const { searchParams } = new URL(request.originalUrl, 'http://localhost')
    const address = await appReturnOf(deps, searchParams).catch((error: unknown) => {
      // A browser is asking, and an answer for programs would leave the code in its address: the page says it, and tries again.
      if (deps.lifetime.hasEnded() || asPassingFault(error)) return null
      throw error
    })
    if (address === null) return next()
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', location: address }).status(302).end()
  })
  return router
}
