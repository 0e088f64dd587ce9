import express, { type NextFunction, type Request, type Response } from 'express'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { negotiateLocale } from '../messages/messages.ts'
import { findMetaRequest, handleMetaRequest, type MetaRequestKind } from '../privacy/meta-request.ts'
import { deletionPage, deletionPagePolicy } from './deletion-page.ts'

const longestForm = 8 * 1024

/** The webhooks that Meta calls, and the page that it shows to users. Nobody is signed in: the signature is checked. */
export function createMetaCallbacks(
  deps: Deps,
  {
    networkOf,
    refuse,
  }: {
    networkOf(request: Request): string | null
    refuse(request: Request, response: Response, error: AppError): void
  },
): express.Router {
  const router = express.Router()
  const form = express.urlencoded({ extended: false, limit: longestForm, parameterLimit: 20 })

  const receive = (kind: MetaRequestKind, answer: (code: string, request: Request) => object) => {
    return async (request: Request, response: Response) => {
      try {
        response.json(answer((await take(request, kind)).code, request))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refuse(request, response, error)
      }
    }
  }
  async function take(request: Request, kind: MetaRequestKind): Promise<{ code: string }> {
    const { signed_request: text } = fieldsOf(request.body)
    try {
      if (typeof text !== 'string') throw new AppError('VALIDATION', { field: 'signed_request' })
      return await handleMetaRequest(deps, kind, text)
    } catch (error) {
      // Only who guesses is held up: Meta may have much to say at once.
      if (error instanceof AppError) await deps.limits.charge({ userId: null, ipNetwork: networkOf(request) }, 1)
      throw error
    }
  }

  router.post(
    '/webhooks/instagram/deauthorize',
    form,
    refuseLongForm,
    receive('deauthorize', () => ({ success: true })),
  )
  router.post(
    '/webhooks/instagram/data-deletion',
    form,
    refuseLongForm,
    receive('data_deletion', (code, request) => ({
      url: `${publicBase(deps, request)}/privacy/deletion/${code}`,
      confirmation_code: code,
    })),
  )
  router.get('/privacy/deletion/:code', async (request, response) => {
    const locale = negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale)
    try {
      await deps.limits.charge({ userId: null, ipNetwork: networkOf(request) }, 1)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return refuse(request, response, error)
    }
    const { code } = request.params
    const found = /^[0-9a-f]{32}$/.test(code) ? await findMetaRequest(deps, code) : undefined
    const page = deletionPage(found, { locale, timeZone: deps.settings.scheduleTimeZone })
    response
      .status(found ? 200 : 404)
      .set({
        'cache-control': 'no-store',
        'content-language': locale,
        'x-robots-tag': 'noindex',
        'content-security-policy': deletionPagePolicy,
      })
      .vary('accept-language')
      .type('html')
      .send(page)
  })
  return router
}

/** What the host's reader has left may be as long as what ours reads. */
function refuseLongForm(request: Request, _response: Response, next: NextFunction): void {
  const body: unknown = request.body
  const length = typeof body === 'string' ? Buffer.byteLength(body) : Number(request.get('content-length') ?? 0)
  next(length > longestForm ? Object.assign(new Error('The form is too long'), { status: 413 }) : undefined)
}

/** Of a form, or of the text of one where that is what the host's reader has left. */
function fieldsOf(body: unknown): { signed_request?: unknown } {
  if (typeof body === 'string') return Object.fromEntries(new URLSearchParams(body))
  return typeof body === 'object' && body !== null ? body : {}
}

/** Where this router is for the outside world. */
function publicBase({ settings: { publicUrl } }: Deps, request: Request): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/{1,8}$/, '')
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`
}
