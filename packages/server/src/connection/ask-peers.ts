import { accountLists, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import { openAccountSession } from '../sync/open-session.ts'

export type PeerDeps = Pick<Deps, 'db' | 'vault' | 'instagram' | 'clock' | 'budget' | 'log'>

/**
 * What other accounts say to a refusal of one. `answered`: one of them is answered, so it is about that account alone.
 * `refused`: all that were asked are refused as well, so it is about the app. `too_few`: nobody to ask, so that
 * Instagram's words are all there is. `unclear`: Instagram gave neither answer.
 */
export type PeersSay = 'answered' | 'refused' | 'too_few' | 'unclear'

export interface PeerQuestion {
  /** The account that was refused; `null` for one that is not known yet. */
  except: string | null
  /** Ask for a number instead of who it is, since the permissions for both differ. */
  isAboutInsights: boolean
  /** Also when there are too few to conclude from that all are refused. */
  asksFew?: boolean
}

const enoughRefused = 3
// Some of them Instagram may leave without an answer.
const mostAsked = 6
const refusals: ReadonlySet<GraphFailureKind> = new Set([
  'token_refused',
  'permission_missing',
  'app_refused',
  'user_action_needed',
])
// Token and permission are good: only the question is not.
const errorsOfQuestion: ReadonlySet<GraphFailureKind> = new Set(['unsupported_metric', 'not_available'])

/**
 * Asks the smallest question of a few other accounts that went well lately, each with its own token and from its own
 * budget. Ending a connection is grave, and an app that is refused looks like many dead tokens.
 */
export async function askPeers(
  deps: PeerDeps,
  { except, isAboutInsights, asksFew = false }: PeerQuestion,
): Promise<PeersSay> {
  const peers = await accountLists.listPeers(deps.db, { except, now: deps.clock.now(), limit: mostAsked })
  const areFew = peers.length < enoughRefused
  if (areFew && !asksFew) return 'too_few'
  let refused = 0
  for (const peer of peers) {
    const answer = await askPeer(deps, peer, isAboutInsights)
    if (answer === 'answered') return answer
    if (answer === 'refused') refused += 1
    if (refused === enoughRefused) return 'refused'
  }
  return areFew && refused === peers.length ? 'too_few' : 'unclear'
}

async function askPeer(
  deps: PeerDeps,
  peer: accounts.AccountRow,
  isAboutInsights: boolean,
): Promise<'answered' | 'refused' | 'unclear'> {
  const gate = deps.budget.gate(peer.id, { purpose: 'upkeep' })
  try {
    const session = await openAccountSession(deps, peer, gate)
    // Once each: whoever gives no answer is not worth waiting for, there are others.
    if (isAboutInsights) await session.dayTotals(['reach'], addDays(dayOf(deps.clock.now()), -1), 1)
    else await session.identity(1)
    return 'answered'
  } catch (error) {
    if (!(error instanceof GraphFailure)) return 'unclear'
    if (refusals.has(error.kind)) return 'refused'
    return errorsOfQuestion.has(error.kind) ? 'answered' : 'unclear'
  } finally {
    await gate.giveBack()
  }
}
