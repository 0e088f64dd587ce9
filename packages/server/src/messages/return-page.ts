import type { EachOf, Nothing } from './parameters.ts'

/** By which the page is known for ours, whoever serves it. */
export const returnPageMark = 'instagram-dashboard return page'

/** What the page at which a connection ends can say; the script that shows one of them calls them the same. */
export const returnParts = ['working', 'connected', 'elsewhere', 'cancelled', 'sign_in', 'failed', 'nothing'] as const
export type ReturnPart = (typeof returnParts)[number]

export type ReturnButton = 'retry' | 'back' | 'go_on' | 'sign_in'

export type ReturnPageParameters = EachOf<`screens.return.${ReturnPart}.${'title' | 'body'}`, Nothing> &
  EachOf<`screens.return.${ReturnButton}.button`, Nothing> &
  EachOf<`screens.return.${'title' | 'no_script' | 'in_app' | 'code'}`, Nothing>
