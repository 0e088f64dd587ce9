import type { Request, Response, Router } from 'express'
import { peoplePage, permissionsPage, wrongRequestPage } from './consent-page.ts'
import { contentSecurityPolicy } from './html.ts'
import { people, type SandboxPerson } from './people.ts'
import { cancelledRedirect, consentRedirect } from './redirects.ts'
import { queryText } from './request.ts'
import type { SandboxState } from './state.ts'
import { basicScope, insightsScope, isScope, type Scope } from './tokens.ts'

interface ConsentRequest {
  redirectUri: string
  asked: Scope[]
  /** As it stood in the address, so that it goes back byte for byte. */
  encodedState: string | null
  rawQuery: string
}

class WrongRequest extends Error {
  readonly explanation: string

  constructor(message: string, explanation: string) {
    super(message)
    this.explanation = explanation
  }
}

/** The consent page of "Business Login for Instagram": choose a person, choose permissions, back to the app. */
export function addAuthorizeRoutes(router: Router, state: SandboxState): void {
  router.get('/oauth/authorize', (request, response) => {
    answer(response, () => {
      const consent = readConsentRequest(request, state)
      const chosen = queryText(request, 'sandbox_person')
      const person = chosen === undefined ? undefined : state.findPerson(chosen)
      sendPage(
        response,
        person === undefined
          ? peoplePage(
              people.map((someone) => live(state, someone)),
              consent.rawQuery,
              consent.redirectUri,
            )
          : permissionsPage(live(state, person), consent.asked, consent),
      )
    })
  })
  router.post('/oauth/authorize', (request, response) => {
    answer(response, () => {
      const consent = readConsentRequest(request, state)
      const form = request.body as Readonly<Record<string, string | string[] | undefined>>
      if (form['decision'] !== 'allow') {
        redirect(response, cancelledRedirect(consent.redirectUri, consent.encodedState))
        return
      }
      const person = state.findPerson(String(form['person']))
      if (person === undefined) throw new WrongRequest('Invalid user', 'Escolha uma das contas de demonstração.')
      const ticked = [form['scope'] ?? []].flat()
      const granted = consent.asked.filter(
        (scope) => scope === basicScope || (ticked.includes(scope) && canGrant(person, scope)),
      )
      redirect(
        response,
        consentRedirect(state, person, {
          redirectUri: consent.redirectUri,
          code: state.issueCode(person, granted, consent.redirectUri),
          encodedState: consent.encodedState,
        }),
      )
    })
  })
}

function readConsentRequest(request: Request, state: SandboxState): ConsentRequest {
  if (queryText(request, 'client_id') !== state.settings.appId)
    throw new WrongRequest('Invalid platform app', `O client_id não é o do sandbox (${state.settings.appId}).`)
  const redirectUri = queryText(request, 'redirect_uri') ?? ''
  if (!/^https?:\/\//i.test(redirectUri) || !URL.canParse(redirectUri))
    throw new WrongRequest('Invalid redirect_uri', 'O redirect_uri falta ou não é um endereço http(s) completo.')
  if (queryText(request, 'response_type') !== 'code')
    throw new WrongRequest('Invalid response_type', 'O response_type precisa ser "code".')
  const scopes = (queryText(request, 'scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '')
  const unknown = scopes.filter((scope) => !isScope(scope))
  if (unknown.length > 0 || !scopes.includes(basicScope))
    throw new WrongRequest(
      `Invalid Scopes: ${unknown.join(', ')}`,
      `O scope precisa conter ${basicScope} e só permissões que existem.`,
    )
  const rawQuery = request.originalUrl.slice(request.originalUrl.indexOf('?') + 1).replace(/&sandbox_person=[^&]*/g, '')
  return {
    redirectUri,
    asked: scopes.filter(isScope),
    encodedState: /(?:^|&)state=([^&]*)/.exec(rawQuery)?.[1] ?? null,
    rawQuery,
  }
}

function canGrant(person: SandboxPerson, scope: Scope): boolean {
  return scope !== insightsScope || person.quirk !== 'insights_never_granted'
}

function live(state: SandboxState, person: SandboxPerson) {
  const { username, accountType } = state.live(person)
  return { person, username, accountType }
}

function answer(response: Response, make: () => void): void {
  try {
    make()
  } catch (error) {
    if (!(error instanceof WrongRequest)) throw error
    sendPage(response.status(400), wrongRequestPage(error.message, error.explanation))
  }
}

function sendPage(response: Response, html: string): void {
  response
    .set({
      'Content-Security-Policy': contentSecurityPolicy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .type('html')
    .send(html)
}

/** Not `response.redirect`, which encodes the address anew. */
function redirect(response: Response, location: string): void {
  response.status(302).set({ Location: location, 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' }).end()
}
