import type { Caller } from './access.ts'
import { dayOf } from './days.ts'
import { pickFields, type KnownFields } from './request.ts'
import type { SandboxState } from './state.ts'

/** A node of an Instagram professional account: the fields asked for and always `id`, flat as in production. */
export function profile(state: SandboxState, caller: Caller, fieldsText: string | undefined): unknown {
  const { overrides } = state
  const person = overrides.answersMeAs.get(caller.person.username) ?? caller.person
  const live = state.live(person)
  const known: KnownFields = {
    id: () => person.appScopedId,
    user_id: () => person.userId,
    username: () => live.username,
    name: () => person.name,
    account_type: () => live.accountType,
    profile_picture_url: () =>
      person.hasProfilePicture ? `${state.url}/_sandbox/avatar/${person.username}.svg` : undefined,
    followers_count: () => state.numbers(person, dayOf(state.now())).followers,
    follows_count: () => person.follows,
    media_count: () => state.media.published(person, state.now()).length,
    biography: () => (person.biography === '' ? undefined : person.biography),
    website: () => person.website ?? undefined,
  }
  for (const name of Object.keys(known)) {
    const key = `${person.username} ${name}`
    if (overrides.fields.has(key)) known[name] = () => overrides.fields.get(key)
  }
  const fields = pickFields(known, fieldsText)
  return overrides.meShape === 'data' ? { data: [fields] } : fields
}
