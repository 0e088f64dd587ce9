import { and, desc, eq, max, ne, type SQL } from 'drizzle-orm'
import { type Handle, type Param, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

/** When an answer of each kind was stored last; `null` for never. */
export interface NewestAnswers {
  /** How many of the accounts that were looked at are active. */
  active: number
  connectedAt: Date | null
  numbersReadAt: Date | null
  audienceReadAt: Date | null
  mediaSeenAt: Date | null
  mediaInsightsAt: Date | null
  storiesSeenAt: Date | null
}

const newestAccounts = statement.all(({ db, accounts }, most: Param<number>) =>
  db
    .select({
      id: accounts.id,
      status: accounts.status,
      connectedAt: accounts.connectedAt,
      numbersReadAt: accounts.numbersReadAt,
    })
    .from(accounts)
    .orderBy(desc(accounts.connectedAt), desc(accounts.id))
    .limit(most),
)

const newestAudience = statement.get(({ db, audiences }, accountId: Param<string>) =>
  db
    .select({ at: max(audiences.readAt) })
    .from(audiences)
    .where(eq(audiences.accountId, accountId)),
)

const newestMedia = (which: (media: Schema['media']) => SQL) =>
  statement.get(({ db, media }, accountId: Param<string>) =>
    db
      .select({ seenAt: max(media.seenAt), insightsAt: max(media.insightsAt) })
      .from(media)
      .where(and(eq(media.accountId, accountId), which(media))),
  )
const newestPost = newestMedia(({ productType }) => ne(productType, 'STORY'))
const newestStory = newestMedia(({ productType }) => eq(productType, 'STORY'))

/** Of the accounts that were connected last, at most so many. */
export async function findNewestAnswers(handle: Handle, most: number): Promise<NewestAnswers> {
  const rows = await newestAccounts(handle, most)
  const found: Record<Exclude<keyof NewestAnswers, 'active'>, (Date | null | undefined)[]> = {
    connectedAt: rows.map(({ connectedAt }) => connectedAt),
    numbersReadAt: rows.map(({ numbersReadAt }) => numbersReadAt),
    audienceReadAt: [],
    mediaSeenAt: [],
    mediaInsightsAt: [],
    storiesSeenAt: [],
  }
  for (const { id } of rows) {
    const [audience, post, story] = [
      await newestAudience(handle, id),
      await newestPost(handle, id),
      await newestStory(handle, id),
    ]
    found.audienceReadAt.push(audience?.at)
    found.mediaSeenAt.push(post?.seenAt)
    found.mediaInsightsAt.push(post?.insightsAt, story?.insightsAt)
    found.storiesSeenAt.push(story?.seenAt)
  }
  return {
    active: rows.filter(({ status }) => status === 'active').length,
    connectedAt: latestOf(found.connectedAt),
    numbersReadAt: latestOf(found.numbersReadAt),
    audienceReadAt: latestOf(found.audienceReadAt),
    mediaSeenAt: latestOf(found.mediaSeenAt),
    mediaInsightsAt: latestOf(found.mediaInsightsAt),
    storiesSeenAt: latestOf(found.storiesSeenAt),
  }
}

function latestOf(instants: readonly (Date | null | undefined)[]): Date | null {
  const known = instants.filter((instant) => instant instanceof Date)
  return known.reduce<Date | null>((newest, at) => (newest === null || at > newest ? at : newest), null)
}
