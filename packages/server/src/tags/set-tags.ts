import { accounts, media, mediaTags } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SetTagsInput, SetTagsResult } from './contract.ts'
import { mostTagsOfAnAccount, normalizeTag } from '../metrics/normalize-tag.ts'

/**
 * Gives a post these tags and no others. Idempotent.
 * @throws AppError NOT_FOUND for what the account does not have, VALIDATION beyond 200 different tags
 */
export async function setTags(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id: accountId }: Pick<accounts.AccountRow, 'id'>,
  input: SetTagsInput,
): Promise<SetTagsResult> {
  const { mediaId } = input
  const tags = [...new Set(input.tags.flatMap((tag) => normalizeTag(tag) ?? []))]
  return db.transaction(async (tx) => {
    // Of two changes at once one is the later.
    const account = await accounts.lock(tx, accountId)
    const post = await media.find(tx, accountId, mediaId)
    if (!account || !post || post.goneAt !== null) throw new AppError('NOT_FOUND')
    await mediaTags.replace(tx, { accountId, mediaId, tags, taggedAt: clock.now() })
    if ((await mediaTags.countOf(tx, accountId)) > mostTagsOfAnAccount) {
      throw new AppError('VALIDATION', { field: 'tags', problem: 'too_many' })
    }
    const stored = await mediaTags.listOf(tx, accountId, [mediaId])
    return { success: true, tags: stored.map(({ tag }) => tag).toSorted((one, other) => one.localeCompare(other)) }
  })
}
