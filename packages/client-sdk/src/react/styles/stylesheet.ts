import { admin } from './admin.ts'
import { base } from './base.ts'
import { connect } from './connect.ts'
import { controls } from './controls.ts'
import { dashboard } from './dashboard.ts'
import { figures } from './figures.ts'
import { narrow } from './narrow.ts'
import { overlays } from './overlays.ts'
import { pages } from './pages.ts'
import { person } from './person.ts'
import { tokens } from './tokens.ts'

/** All styles of the components. Every rule is about `instagram-` classes alone. */
export const stylesheet = [
  tokens,
  base,
  controls,
  overlays,
  dashboard,
  figures,
  connect,
  pages,
  person,
  admin,
  narrow,
].join('\n')

const adopted = new WeakSet<Document | ShadowRoot>()

/**
 * Gives a document or a shadow root the styles, once. A constructed sheet is no inline style: a strict
 * Content-Security-Policy allows it.
 */
export function adoptStyles(place: Document | ShadowRoot): void {
  if (adopted.has(place)) return
  adopted.add(place)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(stylesheet)
  place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet]
}
