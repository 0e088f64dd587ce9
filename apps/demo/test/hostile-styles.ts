import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const { resolve } = createRequire(import.meta.url)
const read = (name: string) => readFileSync(resolve(name), 'utf8')
/** A build replaces these functions by the values of a theme; without one, the fallback holds. */
const withoutTheme = (css: string) => css.replaceAll(/--theme\(\s*--[\w-]+,\s*([^;]*?)\s*\)(?=;| )/g, '$1')

/** What real hosts begin their pages with. */
export const resets = {
  'Tailwind 3': read('@unocss/reset/tailwind.css'),
  'Tailwind 4': `@layer theme, base, components, utilities;\n@layer base {${withoutTheme(read('tailwindcss/preflight.css'))}}`,
  Bootstrap: read('bootstrap/dist/css/bootstrap-reboot.css'),
  'normalize.css': read('@unocss/reset/normalize.css'),
  'reset.css': read('@unocss/reset/eric-meyer.css'),
} as const

const tags =
  'a article button circle code dd details dialog div dl dt g h1 h2 h3 img input label li line ol p path progress section select small span strong summary svg table tbody td text textarea th thead time tr ul'.split(
    ' ',
  )

/** What a host might say of its own page, with the selectors that it would say it by, and then some. */
export const ownRules = `
  html { font-size: 62.5%; color-scheme: dark }
  body { font: italic 700 31px/3 monospace; color: red; letter-spacing: 5px; word-spacing: 9px; text-transform: uppercase;
    text-align: right; text-indent: 2em; white-space: pre; cursor: wait; list-style: square inside;
    text-shadow: 1px 1px red; font-variant: small-caps; hyphens: auto; tab-size: 2; quotes: '<' '>'; word-break: break-all;
    border-collapse: collapse; border-spacing: 7px; caption-side: bottom; fill: red; stroke: red; stroke-width: 9px;
    accent-color: red; caret-color: red; line-break: anywhere; font-feature-settings: 'smcp'; user-select: none }
  main { direction: rtl }
  .app h1, .app h2, main section h2, h3 { font-size: 41px; margin: 2em 0 1em; border-bottom: 2px solid red; color: red }
  .app main section { padding: 3rem; background: pink; margin-block: 40px; border: 1px solid }
  main button, .app main button:hover, main button:focus, button:disabled, .app button[type] { all: unset; color: red;
    background: red; border-radius: 0; text-decoration: underline; transform: scale(1.2); padding: 2em; width: 100% }
  #root main ul li, #root main ol li { list-style: disc outside; margin-left: 3em; padding: 1em; display: list-item }
  #root main ul li::before, main p::before, h2::after { content: '»'; color: red }
  main li::marker { color: red; content: '*' }
  #root main img, main svg { max-width: 10px; height: auto; display: block; vertical-align: middle; filter: invert(1) }
  #root main svg *, .app path { fill: red; stroke: red; opacity: 0.3; stroke-width: 7px; transform: rotate(3deg) }
  #root main table, main td, main th { border: 3px double red; padding: 2px; font-size: 9px; display: block }
  main a, .app main a:link { color: red; text-decoration: overline wavy; background: yellow }
  #root main input, main select, main textarea, main label { border: 4px solid red; height: 9px; display: block;
    appearance: none; width: 100%; margin: 20px; border-radius: 0 }
  main ::placeholder { color: red; opacity: 0.1 }
  main p::first-line { color: red; font-weight: 900 }
  :focus-visible { outline: 9px dashed red }
  #root * { box-sizing: content-box; scroll-margin: 3px; transition: all 1s; min-width: 1px }
  #root main div, #root main span { display: inline-block; margin: 1px; line-height: 4; overflow: hidden }`

/** Whether a part is there and can be used is the host's to say; what reads in another direction is asked for above. */
const leftToTheHost = ['visibility', 'pointer-events', 'interactivity', 'writing-mode', 'zoom']

/**
 * Rules for every property that this browser has, with whichever values it knows of some: what is inherited stands on
 * the page, and all of it on every kind of element.
 */
export async function everyProperty(page: Page): Promise<string> {
  return page.evaluate(
    ({ names, left }) => {
      const values = [
        '13px',
        '3',
        '0.5',
        'red',
        'none',
        'hidden',
        'both',
        'right',
        'uppercase',
        'italic',
        'all',
        'always',
      ]
      const properties = [...getComputedStyle(document.body)].filter(
        (property) => !property.startsWith('--') && !left.includes(property),
      )
      const declare = (names: string[]) =>
        names
          .flatMap((name) => values.filter((value) => CSS.supports(name, value)).map((value) => `${name}: ${value};`))
          .join(' ')
      const outer = document.createElement('div')
      const inner = document.createElement('div')
      outer.append(inner)
      document.body.append(outer)
      const isInherited = (property: string) => {
        const plain = getComputedStyle(inner).getPropertyValue(property)
        outer.style.cssText = declare([property])
        const changed = getComputedStyle(inner).getPropertyValue(property)
        outer.style.cssText = ''
        return changed !== plain && !/block-size|inline-size|height|width|origin|inset|margin|padding/.test(property)
      }
      const inherited = properties.filter(isInherited)
      outer.remove()
      const places = names.flatMap((name) => [`#root .instagram-place ${name}`, `#root .instagram-place ${name}:hover`])
      return `#root main { ${declare(inherited)} } ${places.join(', ')} { ${declare(properties)} }`
    },
    { names: tags, left: leftToTheHost },
  )
}

/** Keeps the place where the parts stand as wide as it is, or as is said, whatever the rules say of what is around it. */
export async function pinPlaces(page: Page, asWideAs?: number): Promise<void> {
  await page.evaluate(async (given) => {
    // Pictures further down come only when they are looked at.
    for (const image of document.querySelectorAll('img')) {
      image.loading = 'eager'
      await image.decode().catch(() => undefined)
    }
    document.getElementById('root')?.classList.add('app')
    // What the app has of its own could come to lie over the parts.
    const own = '#root :not(main, main :has(.instagram-place), main .instagram-place, main .instagram-place *)'
    for (const element of document.querySelectorAll<HTMLElement>(own))
      element.style.setProperty('display', 'none', 'important')
    for (const place of document.querySelectorAll<HTMLElement>('main .instagram-place')) {
      const width = given ?? place.getBoundingClientRect().width
      const box = `display: block !important; position: static !important; inset: 0 auto auto 0 !important; height: auto !important; margin: 0 !important; padding: 0 !important;
        border: 0 !important; box-sizing: border-box !important; min-width: 0 !important; max-width: none !important;
        float: none !important; overflow: visible !important; transition: none !important; background: gray !important;`
      for (let around: HTMLElement | null = place; around !== null; around = around.parentElement)
        if (around.closest('.instagram-inside') === null) around.style.cssText = `${box} width: ${width}px !important`
      // On whole pixels, or letters would be drawn a little differently.
      place.style.setProperty('position', 'absolute', 'important')
    }
  }, asWideAs)
}

/** What the page computes of every element inside our parts and of what is made before and after it. */
export async function rememberStyles(page: Page): Promise<number> {
  return page.evaluate(() => {
    // Of what is made around an element, a few properties show whether anybody but us speaks of it.
    const telling = ['color', 'float', 'font-size', 'font-weight']
    const pseudos = {
      '::before': ['content'],
      '::after': ['content'],
      '::marker': telling,
      '::placeholder': telling,
      '::first-line': telling,
    }
    const read = () =>
      [...document.querySelectorAll('main .instagram-inside, main .instagram-inside *')].flatMap((element) =>
        Object.entries({ '': null, ...pseudos }).map(([pseudo, chosen]) => {
          const style = getComputedStyle(element, pseudo)
          const names = chosen ?? [...style]
          return {
            name: `${element.nodeName} ${element.getAttribute('class') ?? ''} ${pseudo}`,
            style: new Map(names.map((property) => [property, style.getPropertyValue(property)])),
          }
        }),
      )
    Object.assign(globalThis, { readStyles: read, stylesBefore: read() })
    return document.querySelectorAll('main .instagram-inside *').length
  })
}

/** Which of the remembered elements compute something else now, with the first differences. */
export async function changedStyles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Read = { name: string; style: Map<string, string> }[]
    const { readStyles, stylesBefore } = globalThis as unknown as { readStyles: () => Read; stylesBefore: Read }
    const now = readStyles()
    if (now.length !== stylesBefore.length) return [`${now.length} elements in place of ${stylesBefore.length}`]
    return stylesBefore.flatMap(({ name, style }, index) => {
      const changed = [...style].filter(([property, value]) => now[index]?.style.get(property) !== value)
      if (changed.length === 0) return []
      const shown = changed.slice(0, 4).map(([property, value]) => {
        return `${property}: ${value} → ${now[index]?.style.get(property) ?? 'nothing'}`
      })
      return [`${name}: ${shown.join('; ')}`]
    })
  })
}

/** Puts a style sheet on the page, behind those that are there. @returns takes it away again */
export async function addStyles(page: Page, css: string): Promise<() => Promise<void>> {
  const style = await page.evaluateHandle((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return sheet
  }, css)
  return () =>
    page.evaluate((sheet) => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }, style)
}
