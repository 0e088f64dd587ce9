import type { Caller } from './access.ts'
import { dayOf } from './days.ts'
import { errors } from './errors.ts'
import { parseFields } from './request.ts'
import type { SandboxState } from './state.ts'

/** A node of an Instagram professional account: the fields asked for and always `id`, flat as in production. */
export function profile(state: SandboxState, caller: Caller, fieldsText: string | undefined): unknown {
  const { overrides } = state
  const person = overrides.answersMeAs.get(caller.person.username) ?? caller.person
  const live = state.live(person)
  const known: Record<string, () => string | number | undefined> = {
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
  const fields: Record<string, string | number | null> = {}
  for (const { name } of [...parseFields(fieldsText), { name: 'id' }]) {
    const read = Object.hasOwn(known, name) ? known[name] : undefined
    if (read === undefined) throw errors.unknownField(name)
    const key = `${person.username} ${name}`
    const value = overrides.fields.has(key) ? overrides.fields.get(key) : read()
    if (value !== undefined) fields[name] = value
  }
  return overrides.meShape === 'data' ? { data: [fields] } : fields
}
