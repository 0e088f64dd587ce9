// Made from the hooks of React by `npm run generate`: not to be edited.
import type * as contract from '@instagram-dashboard/server/contract'
import { instagramKeys, instagramQueries } from '../../queries/index.ts'
import type { InstagramMutation, InstagramQuery, QueryOptions } from '../answers.ts'
import { useRead, useChange } from '../reads.ts'

/** The user's accounts. */
export function useConnectStatus(options?: QueryOptions): InstagramQuery<contract.ConnectStatusResult> {
  return useRead(instagramQueries.connectStatus, undefined, options)
}

/** The texts of a connect screen; the user gets the same ones each time. */
export function useConnectTexts(options?: QueryOptions): InstagramQuery<contract.ConnectTexts> {
  return useRead(instagramQueries.connectTexts, undefined, options)
}

/** Forgets the access to an account, on demand also its numbers. */
export function useDisconnect(): InstagramMutation<contract.DisconnectInput, contract.SuccessResult> {
  return useChange(({ connect }, input) => connect.disconnect(input), [instagramKeys.all])
}
