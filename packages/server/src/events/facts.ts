import type { ConnectedAccount } from '../achievements/connected-time.ts'

/** What the consequences of an event depend on beside the event. */
export interface Facts {
  at: Date
  /** The account that the event is about, as it is in this transaction; `null` without one, or when it is erased. */
  account:
    | ({
        id: string
        instagramUserId: string
        username: string
        lastSyncedAt: Date | null
        /** When daily numbers came last, and since when runs bring none. */
        numbersReadAt: Date | null
        failingSince: Date | null
        followersCount: number | null
      } & ConnectedAccount)
    | null
  personRef: string | null
  /** The Instagram day of a sync, for what is told at most once a day. */
  day: string
}
