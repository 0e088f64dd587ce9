import { z } from 'zod'
import { bareOrListed, text, wholeCount } from './lenient.ts'
import { shownAddress } from './shown-address.ts'

export interface Profile {
  /** The professional account's own id (1784…): the stable key. */
  instagramUserId: string
  /** The app-scoped id, which Meta's callbacks carry. */
  appScopedId: string | null
  /** `null` when Instagram refuses to say it or leaves it out. */
  username: string | null
  name: string | null
  accountType: string | null
  /** https, or `null`. */
  profilePictureUrl: string | null
  followersCount: number | null
  followsCount: number | null
  mediaCount: number | null
}

/** Fields of `/me` beside `user_id`, which alone is needed: any of them may be refused. */
export const profileFields = [
  'username',
  'name',
  'account_type',
  'profile_picture_url',
  'followers_count',
  'follows_count',
  'media_count',
] as const

const idText = z.union([z.string(), z.number()]).transform((id) => {
  const text = String(id).trim()
  return text === '' ? undefined : text
})
const id = idText.optional().catch(undefined)
const shape = z.object({
  user_id: id,
  id,
  username: text,
  name: text,
  account_type: text,
  profile_picture_url: text.transform(shownAddress),
  followers_count: wholeCount,
  follows_count: wholeCount,
  media_count: wholeCount,
})
const answer = bareOrListed(shape)

/**
 * Whose token it is. A field that is blank or of the wrong type counts as missing.
 * @returns `undefined` when the answer does not say who it is about
 */
export function readProfile(body: unknown): Profile | undefined {
  const parsed = answer.safeParse(body)
  if (!parsed.success) return undefined
  const said = parsed.data
  // A personal account has no professional id; the caller refuses it by its type.
  const isPersonal = said.account_type?.toLowerCase() === 'personal'
  const instagramUserId = said.user_id ?? (isPersonal ? said.id : undefined)
  if (instagramUserId === undefined) return undefined
  return {
    instagramUserId,
    appScopedId: said.id ?? null,
    username: said.username,
    name: said.name,
    accountType: said.account_type,
    profilePictureUrl: said.profile_picture_url,
    followersCount: said.followers_count,
    followsCount: said.follows_count,
    mediaCount: said.media_count,
  }
}

/** What is known now and may be saved over what was known before: a known value is never replaced by a blank. */
export function withoutBlanks({ instagramUserId: _key, ...profile }: Profile): Partial<KnownProfile> {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null)) as Partial<KnownProfile>
}

type KnownProfile = { [Field in keyof Omit<Profile, 'instagramUserId'>]: NonNullable<Profile[Field]> }
