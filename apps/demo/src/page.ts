import type { User } from './users.ts'

interface PageContents {
  person: User | null
  /** How far the clock of the demo is ahead of the real one, in milliseconds. */
  clockAheadMs: number
  /** Whether the shape of the panel is shown until the scripts have run. */
  showsPanel: boolean
}

/**
 * `index.html` with what the server knows already: the page need not ask who is signed in, which is a way there and back
 * on a slow network.
 */
export function fillPage(html: string, { showsPanel, ...session }: PageContents): string {
  // No text of a session ends the element that it stands in.
  const json = JSON.stringify(session).replaceAll('<', String.raw`\u003c`)
  return html
    .replace(/(<script id="session" type="application\/json">)\s*/, (start) => start.trimEnd() + json)
    .replace('data-shape="none"', showsPanel ? 'data-shape="panel"' : 'data-shape="none"')
}
