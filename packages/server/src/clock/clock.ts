export interface Clock {
  now(): Date
  /** Waits that many milliseconds, or less: nobody needs the rest once `ended` is aborted. */
  sleep(milliseconds: number, ended?: AbortSignal): Promise<void>
}
