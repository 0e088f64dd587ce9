import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { day, dayText, instant, numberOrNull, oneOf, text, texts, type Input } from './control-input.ts'
import type { SandboxControl } from './control.ts'
import type { Fault } from './faults.ts'
import { oddActions } from './odd-control-routes.ts'
import { people, type AccountType } from './people.ts'
import type { Usage } from './state.ts'

/** The controls over HTTP, for a demo's drawer or another process. Bodies are JSON. */
export function addControlRoutes(router: Router, control: SandboxControl): void {
  const actions: Readonly<Record<string, (input: Input) => unknown>> = {
    clock: (input) => {
      if (typeof input['now'] === 'string') control.setNow(instant(input['now']))
      if (typeof input['advanceMs'] === 'number') control.advance(input['advanceMs'])
      return { now: control.now().toISOString() }
    },
    fault: (input) =>
      control.fault({ ...(input as unknown as Fault), ...(input['times'] === null && { times: Infinity }) }),
    'clear-faults': () => control.clearFaults(),
    'clear-requests': () => control.clearRequests(),
    approve: (input) => {
      const state = input['state'] === undefined ? {} : { state: text(input, 'state') }
      const scopes = input['scopes'] === undefined ? {} : { scopes: texts(input, 'scopes') }
      const redirectTo = control.approveAndRedirect(text(input, 'username'), {
        redirectUri: text(input, 'redirectUri'),
        ...state,
        ...scopes,
      })
      return { code: new URL(redirectTo).searchParams.get('code'), redirectTo }
    },
    revoke: (input) => control.revoke(text(input, 'username')),
    scopes: (input) => control.setScopes(text(input, 'username'), texts(input, 'scopes')),
    'account-type': (input) =>
      control.setAccountType(
        text(input, 'username'),
        oneOf<AccountType>(input, 'type', ['BUSINESS', 'MEDIA_CREATOR', 'PERSONAL']),
      ),
    rename: (input) => control.rename(text(input, 'username'), text(input, 'newName')),
    metric: (input) => {
      control.setMetric(text(input, 'username'), text(input, 'metric'), day(input), numberOrNull(input, 'value'))
    },
    'late-hours': (input) => control.setLateHours(Number(input['hours'])),
    usage: (input) => control.setUsage(input as Usage),
    'token-shape': (input) => control.setTokenShape(oneOf(input, 'shape', ['documented', 'production'])),
    'me-shape': (input) => control.setMeShape(oneOf(input, 'shape', ['flat', 'data'])),
    'refresh-gives': (input) =>
      control.setRefreshGives(oneOf(input, 'token', ['new', 'same', 'other', 'blank', 'null'])),
    ...oddActions(control),
    reset: () => control.reset(),
  }
  router.use('/_sandbox', allowLoopbackPages)
  router.get('/_sandbox/people', (_request, response) => void response.json({ people }))
  router.get('/_sandbox/clock', (_request, response) => void response.json({ now: control.now().toISOString() }))
  router.get('/_sandbox/requests', (_request, response) => void response.json({ requests: control.requests }))
  router.get('/_sandbox/truth/:username/:day', (request, response) => {
    const { username, day } = request.params
    reply(response, () => control.truth(username, dayText(day)))
  })
  router.get('/_sandbox/final-truth/:username/:day', (request, response) => {
    const { username, day } = request.params
    reply(response, () => control.finalTruth(username, dayText(day)))
  })
  router.get('/_sandbox/posts/:username', (request, response) => {
    reply(response, () => ({ posts: control.posts(request.params.username) }))
  })
  router.post(
    '/_sandbox/:action',
    express.json({ limit: '1mb' }),
    (request: Request, response: Response, next: NextFunction) => {
      const name = String(request.params['action'])
      const act = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (act === undefined) {
        next()
        return
      }
      // Only JSON: a form on somebody's page cannot send that without asking first.
      if (request.is('application/json') !== 'application/json')
        response.status(415).json({ error: 'send application/json' })
      else reply(response, () => act((request.body ?? {}) as Input))
    },
  )
}

function reply(response: Response, act: () => unknown): void {
  try {
    response.json(act() ?? { ok: true })
  } catch (error) {
    response.status(400).json({ error: error instanceof Error ? error.message : String(error) })
  }
}

/** A demo's page on another local port may use the controls; pages from elsewhere may not. */
function allowLoopbackPages(request: Request, response: Response, next: NextFunction): void {
  const origin = request.get('origin')
  if (origin !== undefined && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin))
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Headers': 'content-type',
      Vary: 'Origin',
    })
  if (request.method === 'OPTIONS') response.status(204).end()
  else next()
}
