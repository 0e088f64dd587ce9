import { randomUUID } from 'node:crypto'
import { accountLists, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, dayOf, GraphFailure, type GraphFailureKind } from '../instagram/index.ts'
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
// One more: to take a refusal of the app for dead tokens is the worse mistake, since users do not reconnect by themselves.
const enoughAnswered = 4
// Some may get no answer, and some may be answered while most are refused.
const mostAsked = 9
const refusals: ReadonlySet<GraphFailureKind> = new Set([
  'token_refused',
  'permission_missing',
  'app_refused',
  'user_action_needed',
])
// Of a number: token and permission are good, only the question is wrong.
const errorsOfQuestion: ReadonlySet<GraphFailureKind> = new Set(['unsupported_metric', 'not_available'])
// Whose a token is can always be answered, so these refuse the token or the app.
const refusalsOfIdentity: ReadonlySet<GraphFailureKind> = new Set(['rejected', 'unsupported_metric', 'not_available'])

/**
 * Asks the smallest question for a few random accounts that went well lately, each with its own token and budget: an app
 * that is refused looks like many dead tokens, and a connection must not be ended for it.
 */
export async function askPeers(
  deps: PeerDeps,
  { except, isAboutInsights, asksFew = false }: PeerQuestion,
): Promise<PeersSay> {
  // Ids are random as well, so those that follow a random one are a random choice.
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
    // Without retries: there are others to ask.
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
