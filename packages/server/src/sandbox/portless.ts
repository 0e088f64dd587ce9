import type { Router } from 'express'
import { newState, type SandboxOptions } from './options.ts'
import { makePages, makeRouter } from './server.ts'

/** A sandbox without a port of its own. */
export interface PortlessSandbox {
  /** Where calls of ours are answered. */
  api: Router
  /** What a browser opens: the consent page and the pictures. To be mounted where browsers reach it. */
  pages: Router
  /** Says where `pages` is for browsers: pictures and posts are named by it. */
  setUrl(url: string): void
}

/** Makes the sandbox of one process, which listens nowhere. */
export function makePortlessSandbox(options: Pick<SandboxOptions, 'now'>): PortlessSandbox {
  const state = newState(options)
  return {
    api: makeRouter(state),
    pages: makePages(state),
    setUrl: (url) => {
      state.url = url
    },
  }
}
