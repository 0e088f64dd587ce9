/** What the page can say; for each there is a part of the page with that name, in each language. */
export type Part = 'working' | 'connected' | 'elsewhere' | 'cancelled' | 'sign_in' | 'failed' | 'nothing'

export interface Said {
  /** The sentence of a failure, in place of the page's own. */
  sentence?: string | undefined
  /** By which the server's log knows the request. */
  requestId?: string | undefined
  /** Where the user goes on; by default where the page says, the start of the site. */
  goOn?: string | undefined
  /** Tries the same once more. */
  retry?: (() => void) | undefined
  isInApp?: boolean | undefined
}

export interface Screen {
  /** Where a link leads that was told nothing else. */
  home: () => string | undefined
  speak: (locale: string) => void
  show: (part: Part, said?: Said) => void
}

/** The page as the server has written it: all that can be said is there, in all languages, and one part is shown. */
export function createScreen(page: Document): Screen {
  const languages = [...page.querySelectorAll('main')]
  const spoken = () => languages.find(({ hidden }) => !hidden)
  return {
    home: () => spoken()?.querySelector<HTMLAnchorElement>('a')?.href,
    speak(locale) {
      if (!languages.some(({ lang }) => lang === locale)) return
      for (const main of languages) main.hidden = main.lang !== locale
      page.documentElement.lang = locale
      page.title = spoken()?.dataset['title'] ?? page.title
    },
    show(part, said = {}) {
      const main = spoken()
      if (!main) return
      for (const section of main.querySelectorAll('section')) section.hidden = section.dataset['part'] !== part
      const named = (name: string) => main.querySelector<HTMLElement>(`section:not([hidden]) [data-say="${name}"]`)
      const [sentence, request, line, hint, goOn, retry] = [
        'sentence',
        'request',
        'request-line',
        'in-app',
        'go-on',
        'retry',
      ].map(named)
      if (sentence && said.sentence !== undefined) sentence.textContent = said.sentence
      if (request) request.textContent = said.requestId ?? ''
      if (line) line.hidden = said.requestId === undefined
      if (hint) hint.hidden = said.isInApp !== true
      if (said.goOn !== undefined) goOn?.setAttribute('href', said.goOn)
      if (retry) {
        retry.hidden = said.retry === undefined
        retry.onclick = said.retry ?? null
      }
      // For those who hear the page: what is new, from its beginning.
      main.querySelector<HTMLElement>('section:not([hidden]) h1')?.focus()
    },
  }
}
