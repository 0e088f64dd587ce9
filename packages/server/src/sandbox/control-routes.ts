import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { appStateNames, type AppState } from './app-state.ts'
import type { SandboxControl } from './control.ts'
import { isDay } from './days.ts'
import type { GivenSplit } from './corrections.ts'
import type { Fault } from './faults.ts'
import type { LatenessOptions } from './lateness.ts'
import type { Usage } from './overrides.ts'
import { people } from './people.ts'

type Action = (body: unknown) => unknown

const text = z.string()
const dayText = text.refine(isDay, 'must be YYYY-MM-DD')
const instant = text.pipe(z.coerce.date())
const onPerson = { username: text }
const onDay = { ...onPerson, metric: text, day: dayText }
const onSplit = { ...onDay, by: text }
const split = z.record(text, z.number())
const onPost = { ...onPerson, mediaId: text }
/** Not checked further: a developer's tool for a sandbox of their own. */
const object = <Value>() => z.custom<Value>((value) => typeof value === 'object' && value !== null)
const appState = z.custom<AppState>((app) => typeof app === 'object' || appStateNames.some((name) => name === app))

/** Reads the JSON body of a control and does what it says. */
function on<Shape extends z.ZodRawShape>(shape: Shape, act: (input: z.output<z.ZodObject<Shape>>) => unknown): Action {
  const schema = z.object(shape)
  return (body) => act(schema.parse(body))
}

/** The controls by their names over HTTP. */
function actionsOf(control: SandboxControl): Readonly<Record<string, Action>> {
  return {
    clock: on({ now: instant.optional(), advanceMs: z.number().optional() }, (input) => {
      if (input.now !== undefined) control.setNow(input.now)
      if (input.advanceMs !== undefined) control.advance(input.advanceMs)
      return { now: control.now().toISOString() }
    }),
    fault: (body) => {
      const fault = object<Fault>().parse(body)
      // JSON knows no Infinity.
      control.fault(fault.times === null ? { ...fault, times: Infinity } : fault)
    },
    'clear-faults': control.clearFaults,
    'clear-requests': control.clearRequests,
    approve: on(
      { ...onPerson, redirectUri: text, state: text.exactOptional(), scopes: z.array(text).exactOptional() },
      ({ username, ...input }) => {
        const redirectTo = control.approveAndRedirect(username, input)
        return { code: new URL(redirectTo).searchParams.get('code'), redirectTo }
      },
    ),
    revoke: on(onPerson, (it) => control.revoke(it.username)),
    scopes: on({ ...onPerson, scopes: z.array(text) }, (it) => control.setScopes(it.username, it.scopes)),
    'account-type': on({ ...onPerson, type: z.enum(['BUSINESS', 'MEDIA_CREATOR', 'PERSONAL']) }, (it) =>
      control.setAccountType(it.username, it.type),
    ),
    rename: on({ ...onPerson, newName: text }, (it) => control.rename(it.username, it.newName)),
    metric: on({ ...onDay, value: z.number().nullable() }, (it) =>
      control.setMetric(it.username, it.metric, it.day, it.value),
    ),
    split: on(
      {
        ...onSplit,
        given: z.union([split, z.object({ results: z.unknown() }), z.enum(['empty', 'omitted'])]).nullable(),
      },
      (it) => control.setSplit(it.username, it, it.given as GivenSplit | null),
    ),
    correct: on({ ...onDay, by: text.optional(), from: instant, value: z.union([z.number(), split]) }, (it) =>
      control.correctLater(it.username, it, it.from, it.value),
    ),
    'content-type-names': on({ names: z.enum(['present', 'older']) }, (it) => control.setContentTypeNames(it.names)),
    'total-beside-split': on({ isSaid: z.boolean() }, (it) => control.setTotalBesideSplit(it.isSaid)),
    usage: (body) => control.setUsage(object<Usage>().parse(body)),
    'token-shape': on({ shape: z.enum(['documented', 'production']) }, (it) => control.setTokenShape(it.shape)),
    'me-shape': on({ shape: z.enum(['flat', 'data']) }, (it) => control.setMeShape(it.shape)),
    'refresh-gives': on({ token: z.enum(['new', 'same', 'other', 'blank', 'null']) }, (it) =>
      control.setRefreshGives(it.token),
    ),
    'expires-in': on({ seconds: z.number().nullable() }, (it) => control.setExpiresIn(it.seconds)),
    'late-hours': on({ hours: z.coerce.number() }, (it) => control.setLateHours(it.hours)),
    lateness: (body) => {
      const { off, ...options } = object<LatenessOptions & { off?: boolean }>().parse(body)
      control.setLateness(off === true ? null : options)
    },
    app: on({ app: appState }, (it) => control.setApp(it.app)),
    field: on({ ...onPerson, field: text, value: z.union([text, z.number(), z.null()]).optional() }, (it) =>
      control.setField(it.username, it.field, it.value),
    ),
    'answer-me-as': on({ ...onPerson, other: text.nullable() }, (it) => control.answerMeAs(it.username, it.other)),
    'consent-end': on({ ...onPerson, end: z.enum(['error', 'empty']).nullable() }, (it) =>
      control.setConsentEnd(it.username, it.end),
    ),
    row: on({ ...onDay, row: z.unknown() }, (it) => control.setRow(it.username, it.metric, it.day, it.row)),
    'delete-post': on(onPost, (it) => control.deletePost(it.username, it.mediaId)),
    likes: on({ ...onPost, likes: z.union([z.number(), z.literal('hidden'), z.null()]) }, (it) =>
      control.setLikes(it.username, it.mediaId, it.likes ?? 'hidden'),
    ),
    'media-insights': on({ ...onPost, given: z.enum(['empty', 'nulls']).nullable() }, (it) =>
      control.setMediaInsights(it.username, it.mediaId, it.given),
    ),
    highlight: on({ ...onPost, isIn: z.boolean() }, (it) => control.setHighlight(it.username, it.mediaId, it.isIn)),
    'ended-stories': on({ answer: z.enum(['gone', 'too_few_viewers', 'empty']) }, (it) =>
      control.setEndedStories(it.answer),
    ),
    reset: control.reset,
  }
}

/** The controls over HTTP, for a demo's page or another process. Bodies are JSON. */
export function addControlRoutes(router: Router, control: SandboxControl): void {
  const actions = actionsOf(control)
  const read = (path: string, answer: (parameters: Request['params']) => unknown) =>
    router.get(`/_sandbox/${path}`, (request, response) => reply(response, () => answer(request.params)))
  router.use('/_sandbox', allowLoopbackPages)
  read('people', () => ({ people }))
  read('clock', () => ({ now: control.now().toISOString() }))
  read('requests', () => ({ requests: control.requests }))
  read('truth/:username/:day', ({ username, day }) => control.truth(text.parse(username), dayText.parse(day)))
  read('final-truth/:username/:day', ({ username, day }) =>
    control.finalTruth(text.parse(username), dayText.parse(day)),
  )
  read('split-truth/:username/:day/:metric/:by', ({ username, ...question }) => ({
    split: control.splitTruth(text.parse(username), z.object({ metric: text, by: text, day: dayText }).parse(question)),
  }))
  read('media-truth/:username/:mediaId', ({ username, mediaId }) => ({
    figures: control.mediaTruth(text.parse(username), text.parse(mediaId)),
  }))
  read('stories/:username/:day', ({ username, day }) => ({
    stories: control.stories(text.parse(username), dayText.parse(day)),
  }))
  read('posts/:username', ({ username }) => ({ posts: control.posts(text.parse(username)) }))
  router.post('/_sandbox/:action', express.json({ limit: '1mb' }), (request, response, next) => {
    const name = request.params.action
    const act = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (act === undefined) next()
    // Only JSON, as a CSRF guard: a form on another site's page cannot send it without a preflight.
    else if (request.is('application/json') !== 'application/json')
      response.status(415).json({ error: 'send application/json' })
    else reply(response, () => act(request.body ?? {}))
  })
}

function reply(response: Response, act: () => unknown): void {
  try {
    response.json(act() ?? { ok: true })
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    response.status(400).json({ error: message })
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
