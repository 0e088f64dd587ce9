import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/local/bin/chromium']

/**
 * The Chromium of this machine, or `null`.
 * @throws Error in CI, where a browser test must not be skipped
 */
export function findChromium(): string | null {
  const found = [process.env['CHROMIUM_PATH'], ...places].find((path) => path !== undefined && existsSync(path))
  if (found === undefined && process.env['CI'] === 'true')
    throw new Error('CI needs Chromium: apt-get install chromium')
  return found ?? null
}

let shared: Promise<Browser> | undefined

/** One browser for all test files of this process, which takes it along when it ends. */
export function sharedChromium(): Promise<Browser> {
  shared ??= launchChromium()
  return shared
}

/** A headless browser that talks to nobody but the pages under test. */
async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('No Chromium on this machine')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages of one context share what is compiled.
      '--process-per-site',
    ],
  })
}
