import { randomUUID } from 'node:crypto'
import { accountLists, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import { openAccountSession } from '../accounts/open-session.ts'

export type PeerDeps = Pick<Deps, 'db' | 'vault' | 'instagram' | 'clock' | 'budget' | 'log'>

/**
 * What other accounts say to a refusal of one. `answered`: most of them are answered, so it is about that account alone.
 * `refused`: most are refused as well, so it is about the app. `too_few`: nobody to ask, so that Instagram's words are
 * all there is. `unclear`: Instagram gave neither answer.
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
// One more: to take a refusal of the app for a few dead tokens is the worse mistake, since nobody comes back by themselves.
const enoughAnswered = 4
// Some of them Instagram may leave without an answer, and to some it may answer while it refuses most.
const mostAsked = 9
const refusals: ReadonlySet<GraphFailureKind> = new Set([
  'token_refused',
  'permission_missing',
  'app_refused',
  'user_action_needed',
])
// Of a number: token and permission are good, only the question is not.
const errorsOfQuestion: ReadonlySet<GraphFailureKind> = new Set(['unsupported_metric', 'not_available'])
// Whose a token is can always be answered.
const refusalsOfIdentity: ReadonlySet<GraphFailureKind> = new Set(['rejected', 'unsupported_metric', 'not_available'])

/**
 * Asks the smallest question of a few other accounts that went well lately, whichever they are, each with its own token
 * and from its own budget. Ending a connection is grave, and an app that is refused looks like many dead tokens.
 */
export async function askPeers(
  deps: PeerDeps,
  { except, isAboutInsights, asksFew = false }: PeerQuestion,
): Promise<PeersSay> {
  // Ids are random as well: whoever stands behind one in their order is anybody.
  const choice = { except, from: randomUUID(), now: deps.clock.now(), limit: mostAsked }
  const peers = await accountLists.listPeers(deps.db, choice)
  const areFew = peers.length < enoughRefused
  if (areFew && !asksFew) return 'too_few'
  const heard = { answered: 0, refused: 0, unclear: 0 }
  for (const peer of peers) {
    heard[await askPeer(deps, peer, isAboutInsights)] += 1
    if (areFew && heard.answered > 0) return 'answered'
    if (heard.refused >= enoughRefused && heard.refused > heard.answered) return 'refused'
    if (heard.answered >= enoughAnswered && heard.answered > heard.refused) return 'answered'
  }
  if (areFew) return heard.refused === peers.length ? 'too_few' : 'unclear'
  // With the account itself, which was refused.
  if (heard.refused > 1 && heard.refused > heard.answered) return 'refused'
  return heard.answered > 0 ? 'answered' : 'unclear'
}

async function askPeer(
  deps: PeerDeps,
  peer: accounts.AccountRow,
  isAboutInsights: boolean,
): Promise<'answered' | 'refused' | 'unclear'> {
  const gate = deps.budget.gate(peer.id, { purpose: 'connection' })
  try {
    const session = await openAccountSession(deps, peer, gate)
    // Once each: whoever gives no answer is not worth waiting for, there are others.
    if (isAboutInsights) await session.dayTotals(['reach'], addDays(dayOf(deps.clock.now()), -1), 1)
    else await session.identity(1)
    return 'answered'
  } catch (error) {
    if (!(error instanceof GraphFailure)) return 'unclear'
    if (refusals.has(error.kind) || (!isAboutInsights && refusalsOfIdentity.has(error.kind))) return 'refused'
    return errorsOfQuestion.has(error.kind) ? 'answered' : 'unclear'
  } finally {
    await gate.settle()
  }
}
