import type * as contract from '@instagram-dashboard/server/contract'
import type { CallOptions } from '../transport/calls.ts'

export interface ConnectPopupInput extends contract.ConnectStartInput {
  /** What to do when the browser opens no window: go to Instagram in this tab (default), or reject. */
  whenBlocked?: 'redirect' | 'reject' | undefined
  /** A page of yours to show until Instagram comes; default an empty one with a line of text. */
  openingPage?: string | undefined
  /** Milliseconds until `POPUP_TIMEOUT`; default ten minutes, as long as an attempt lives. */
  timeoutMs?: number | undefined
  /** Ends the waiting and closes the window. */
  signal?: AbortSignal | undefined
}

/** Connecting an Instagram professional account to the user. */
export interface InstagramConnect {
  /**
   * Opens Instagram's consent page in a window of its own and resolves when the account is connected. Call it in the
   * handler of a click, before anything else is awaited. The redirect page has to call
   * {@link InstagramConnect.handleReturn}; it needs no opener, so `Cross-Origin-Opener-Policy` may be set.
   * While a window is open a second call brings it to the front and gives the same promise. In the built-in browsers of
   * apps, and where windows are blocked, this tab goes to Instagram and the promise stays open.
   * Rejects with `POPUP_CLOSED`, `POPUP_TIMEOUT`, with `whenBlocked: 'reject'` also `POPUP_BLOCKED`; with `OAUTH_DENIED`
   * when the user said no; like `start` and `complete`; and with the reason of an aborted `signal`.
   */
  popup: (input?: ConnectPopupInput) => Promise<contract.ConnectCompleteResult>
  /**
   * Sends the browser to Instagram's consent page; Instagram sends it back to the redirect page, which calls
   * {@link InstagramConnect.handleReturn}. Resolves when the browser was told to leave.
   * Rejects like `start`, and with a `TypeError` outside a browser.
   */
  redirect: (input?: contract.ConnectStartInput) => Promise<void>
  /**
   * Call it on the redirect page. Takes `code` and `state` out of the page's address at once, completes the connection
   * with them (or with those of `url`), and resolves with the account; `null` when this is no return from Instagram. Give
   * `null` on a page that is more than the redirect page: then only what this tab holds is ended (`/return` of the server
   * leaves it so to apps with a `token`), and a `code` or `error` in the address stays with whoever it is for.
   * A window that left for Instagram and comes back with an error, or with nothing at all, ends its attempt.
   * Calling it twice is safe: the same return gives the same promise. In a window of {@link InstagramConnect.popup} it
   * hands over to the page that opened it, and closes the window. After a failure that may pass (no network, signed
   * out, Instagram busy) the next call tries again, also after a reload: until then the return is kept in memory and
   * `sessionStorage`, for ten minutes at most. Where a login may come first, see `holdConnectReturn`.
   * Rejects with `OAUTH_DENIED` when the user said no, `INSTAGRAM_REJECTED` for another error of Instagram (`action`
   * `retry` when it sent no answer), `STATE_INVALID` when the address was tampered with or this tab left for Instagram
   * with another attempt just now, and like `complete`.
   */
  handleReturn: (url?: string | URL | null) => Promise<contract.ConnectCompleteResult | null>
  /**
   * The texts of a connect screen. Which ones a user gets stays the same; give their `variant` to `start` or
   * `redirect` as `textVariant`, and the funnel compares how many users connect with each.
   */
  texts: (options?: CallOptions) => Promise<contract.ConnectTexts>
  /** Says that the user is being sent to Instagram, for the funnel; `redirect` does it by itself. */
  redirected: (input: contract.ConnectRedirectedInput, options?: CallOptions) => Promise<contract.SuccessResult>
  /**
   * Begins a connection, valid until `expiresAt`: send the user to `authorizationUrl`. With `accountId` it is a
   * reconnect of that account. `popup` and `redirect` bind it to this browser; by hand, `browserChallenge` does.
   * Rejects with `NOT_FOUND`, with `VALIDATION` for a `returnTo` that is not allowed, and with `RATE_LIMITED` beyond 20
   * in an hour.
   */
  start: (input?: contract.ConnectStartInput, options?: CallOptions) => Promise<contract.ConnectStartResult>
  /**
   * Ends a connection with what Instagram put into the redirect address; the first sync starts by itself. For ten
   * minutes the same call gives the same answer. An attempt that is bound to a browser takes its `browserVerifier`, which is
   * added when this tab began it. `rewardWithheld` says why a first connection brought no `reward`.
   * Rejects with `STATE_INVALID`, `STATE_EXPIRED`, `OAUTH_CODE_INVALID`, `OAUTH_MISCONFIGURED`, `SCOPE_MISSING`,
   * `ACCOUNT_NOT_PROFESSIONAL`, `ACCOUNT_LINKED_ELSEWHERE`, `WRONG_ACCOUNT`, `INSTAGRAM_REJECTED`,
   * `INSTAGRAM_RATE_LIMITED` or `INSTAGRAM_UNAVAILABLE`.
   */
  complete: (input: contract.ConnectCompleteInput, options?: CallOptions) => Promise<contract.ConnectCompleteResult>
  /** Says that the user refused at Instagram. Idempotent. Rejects with `STATE_INVALID`. */
  cancel: (input: contract.ConnectCancelInput, options?: CallOptions) => Promise<contract.SuccessResult>
  /** How one of the caller's own attempts stands. Rejects with `NOT_FOUND` for any other. */
  attempt: (input: contract.ConnectAttemptInput, options?: CallOptions) => Promise<contract.ConnectAttemptResult>
  /** The caller's accounts; `account` is the one that was synced last. Without any, `connected` is false. */
  status: (options?: CallOptions) => Promise<contract.ConnectStatusResult>
  /**
   * Forgets the access to Instagram; with `eraseData` also the numbers, for good. Who has several accounts has to say
   * which one. Rejects with `NOT_CONNECTED`, `NOT_FOUND`, or `CONFLICT` with the `accounts`.
   */
  disconnect: (input?: contract.DisconnectInput, options?: CallOptions) => Promise<contract.SuccessResult>
}
