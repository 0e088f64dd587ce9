import type { Request, Router } from 'express'
import { authenticate, requireInsights, requireOwnNode, type Caller } from './access.ts'
import { errors } from './errors.ts'
import { accountInsights } from './insights.ts'
import { mediaInsights } from './media-insights.ts'
import { childNode, childrenEdge, mediaEdge, mediaNode, storiesEdge } from './media.ts'
import type { Media } from './media-history.ts'
import { profile } from './profile.ts'
import { queryText } from './request.ts'
import type { SandboxState } from './state.ts'
import { basicScope } from './tokens.ts'

/** Nodes and edges under the caller's own account; the version is gone from the path already. */
export function addGraphRoutes(router: Router, state: SandboxState): void {
  router.get('/:id', (request, response) => {
    const caller = enter(state, request)
    const { id } = request.params
    const fields = queryText(request, 'fields')
    const media = state.media.find(caller.person, id, state.now())
    if (media !== undefined) response.json(mediaNode(state, caller, media, fields))
    else if (state.media.findParent(caller.person, id, state.now()) !== undefined)
      response.json(childNode(state, id, fields ?? ''))
    else {
      requireOwnNode(caller, id)
      response.json(profile(state, caller, fields))
    }
  })
  router.get('/:id/insights', (request, response) => {
    const caller = enter(state, request)
    const { id } = request.params
    if (state.media.isDeleted(id)) throw errors.mediaGone()
    const media = state.media.find(caller.person, id, state.now())
    if (media === undefined) requireOwnNode(caller, id)
    requireInsights(state, caller)
    response.json(
      media === undefined ? accountInsights(state, caller, request) : mediaInsights(state, caller, media, request),
    )
  })
  router.get('/:id/media', (request, response) => {
    const caller = enter(state, request)
    requireOwnNode(caller, request.params.id)
    response.json(mediaEdge(state, caller, request))
  })
  router.get('/:id/stories', (request, response) => {
    const caller = enter(state, request)
    requireOwnNode(caller, request.params.id)
    response.json(storiesEdge(state, caller, request))
  })
  router.get('/:id/children', (request, response) => {
    response.json(childrenEdge(state, requireMedia(state, enter(state, request), request.params.id)))
  })
}

/** Every call: a living token, the basic permission, and the moods of `instavel`. */
function enter(state: SandboxState, request: Request): Caller {
  const caller = authenticate(state, request)
  const live = state.live(caller.person)
  live.calls += 1
  if (caller.person.quirk === 'every_third_call_fails' && live.calls % 3 === 0) throw errors.serviceUnavailable()
  if (!caller.scopes.includes(basicScope)) throw errors.permissionMissing()
  return caller
}

function requireMedia(state: SandboxState, caller: Caller, id: string): Media {
  const media = state.media.find(caller.person, id, state.now())
  if (media === undefined) throw errors.objectMissing(id)
  return media
}
