import { setTimeout as pause } from 'node:timers/promises'

const busyPauseMs = 25
const busyAttempts = 500

export function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code ?? '').startsWith('SQLITE_BUSY')
}

/** Runs again while another process holds the lock, letting the event loop go on in between. */
export async function retryWhileBusy<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || attempt >= busyAttempts) throw error
    }
    await pause(busyPauseMs)
  }
}
