import { audienceDimensions, audiences, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { AudienceGroups, AudienceResult } from './audience-contract.ts'

/** Who follows an account and who engages with it, as Instagram said last. */
export async function readAudience({ db }: Pick<Deps, 'db'>, account: accounts.AccountRow): Promise<AudienceResult> {
  const rows = await audiences.list(db, account.id)
  const groupsOf = (kind: audiences.AudienceRow['kind']) =>
    Object.fromEntries(
      audienceDimensions.map((dimension) => [
        dimension,
        withShares(rows.find((row) => row.kind === kind && row.dimension === dimension)?.groups ?? null),
      ]),
    ) as AudienceGroups
  const newest = rows.reduce<Date | null>((latest, { readAt }) => (latest && latest > readAt ? latest : readAt), null)
  return { followers: groupsOf('followers'), engaged: groupsOf('engaged'), readAt: newest }
}

function withShares(groups: audiences.AudienceRow['groups']): AudienceGroups['age'] {
  if (groups === null) return null
  const sum = groups.reduce((total, { people }) => total + people, 0)
  return groups.map((group) => ({ ...group, share: sum === 0 ? 0 : (100 * group.people) / sum }))
}
