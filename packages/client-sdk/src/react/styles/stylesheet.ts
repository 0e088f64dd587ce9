import admin from './admin.css?raw'
import audience from './audience.css?raw'
import base from './base.css?raw'
import charts from './charts.css?raw'
import connect from './connect.css?raw'
import content from './content.css?raw'
import contrast from './contrast.css?raw'
import controls from './controls.css?raw'
import dashboard from './dashboard.css?raw'
import errors from './errors.css?raw'
import figures from './figures.css?raw'
import lead from './lead.css?raw'
import hero from './hero.css?raw'
import goals from './goals.css?raw'
import header from './header.css?raw'
import hours from './hours.css?raw'
import narrow from './narrow.css?raw'
import notifications from './notifications.css?raw'
import overlays from './overlays.css?raw'
import pages from './pages.css?raw'
import posts from './posts.css?raw'
import panel from './panel.css?raw'
import story from './story.css?raw'
import tokens from './tokens.css?raw'
import tones from './tones.css?raw'
import tour from './tour.css?raw'
import user from './user.css?raw'

/** All styles of the components. Every rule is about `instagram-` classes alone; the later ones may rely on the order. */
export const stylesheet = [
  tokens,
  base,
  controls,
  overlays,
  header,
  dashboard,
  story,
  panel,
  lead,
  hero,
  charts,
  figures,
  errors,
  connect,
  pages,
  posts,
  content,
  audience,
  hours,
  goals,
  user,
  notifications,
  tour,
  admin,
  tones,
  narrow,
  contrast,
].join('\n')

/** As `@property` says it, which browsers pass over in a shadow root. */
function registerLength(): void {
  try {
    CSS.registerProperty({ name: '--instagram-rem', syntax: '<length>', inherits: true, initialValue: '16px' })
  } catch {
    // It is registered already, or this browser knows none: then the sizes are those of `initialValue`.
  }
}

const adopted = new WeakSet<Document | ShadowRoot>()

/**
 * Gives a document or a shadow root the styles, once. A constructed sheet is no inline style: a strict
 * Content-Security-Policy allows it.
 */
export function adoptStyles(place: Document | ShadowRoot): void {
  if (adopted.has(place)) return
  adopted.add(place)
  registerLength()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(stylesheet)
  place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet]
}
