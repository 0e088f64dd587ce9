import type { SandboxControl } from './control.ts'
import type { Media } from './media-history.ts'
import type { SandboxState } from './state.ts'

type OddControls = Pick<
  SandboxControl,
  | 'setApp'
  | 'setExpiresIn'
  | 'setField'
  | 'answerMeAs'
  | 'setConsentEnd'
  | 'setRow'
  | 'posts'
  | 'deletePost'
  | 'setLikes'
  | 'setMediaInsights'
>

/** The controls that make an answer odd. */
export function oddControls(state: SandboxState): OddControls {
  const { oddities, media } = state
  const post = (username: string, id: string): Media => {
    const found = media.find(state.person(username), id, state.now())
    if (found === undefined) throw new Error(`${username} has no media ${JSON.stringify(id)}`)
    return found
  }
  return {
    setApp: (app) => {
      oddities.app = app
    },
    setExpiresIn: (seconds) => {
      oddities.expiresIn = seconds ?? undefined
    },
    setField: (username, field, value) => {
      oddities.fields.set(`${state.person(username).username} ${field}`, value)
    },
    answerMeAs: (username, other) =>
      put(oddities.answersMeAs, state.person(username).username, other === null ? null : state.person(other)),
    setConsentEnd: (username, end) => put(oddities.consentEnds, state.person(username).username, end),
    setRow: (username, metric, day, row) => {
      oddities.rows.set(`${state.person(username).username} ${metric} ${day}`, row)
    },
    posts: (username) => media.published(state.person(username), state.now()),
    deletePost: (username, mediaId) => media.delete(post(username, mediaId).id),
    setLikes: (username, mediaId, likes) => {
      oddities.likes.set(post(username, mediaId).id, likes)
    },
    setMediaInsights: (username, mediaId, given) => put(oddities.mediaInsights, post(username, mediaId).id, given),
  }
}

/** null takes the entry away. */
function put<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key)
  else map.set(key, value)
}
