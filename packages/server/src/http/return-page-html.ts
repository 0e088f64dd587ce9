import { locales, say, type Locale } from '../messages/messages.ts'
import { returnPageMark, type ReturnButton, type ReturnPart } from '../messages/return-page.ts'
import { returnPageStyle } from './return-page-style.ts'
import { escapeHtml } from './escape-html.ts'

/** What else a part has beside its title and its sentence. */
interface PartHtml {
  part: ReturnPart
  before?: string
  /** The sentence is the error's own, when there is one. */
  takesSentence?: true
  link?: Exclude<ReturnButton, 'retry'>
}

const parts: readonly PartHtml[] = [
  { part: 'working', before: '<span class="spinner" aria-hidden="true"></span>' },
  { part: 'connected', link: 'go_on' },
  { part: 'elsewhere', link: 'go_on' },
  { part: 'cancelled', link: 'back' },
  { part: 'sign_in', link: 'sign_in' },
  { part: 'failed', takesSentence: true, link: 'back' },
  { part: 'nothing', link: 'back' },
]

/**
 * The page at which a connection ends. All that it can say is in it, in every language: the script shows what holds. Without
 * a script it says how to go on.
 * @param home where the link leads while nobody knows where the user began
 */
export function returnPage(script: string, { locale, home }: { locale: Locale; home: string }): string {
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="generator" content="${returnPageMark}">`,
    `<title>${escapeHtml(say('screens.return.title', locale, {}))}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${returnPageStyle}</style>`,
    '</head>',
    '<body>',
    ...locales.map((language) => mainIn(language, { isShown: language === locale, home })),
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function mainIn(locale: Locale, { isShown, home }: { isShown: boolean; home: string }): string {
  const title = escapeHtml(say('screens.return.title', locale, {}))
  return [
    `<main lang="${locale}" data-title="${title}"${isShown ? '' : ' hidden'}>`,
    // Shown until the script shows another, which it does before the page is painted.
    `<section data-part="no_script"><h1>${title}</h1><p>${escapeHtml(say('screens.return.no_script', locale, {}))}</p></section>`,
    ...parts.map((part) => sectionOf(part, { locale, home })),
    '</main>',
  ].join('\n')
}

function sectionOf(
  { part, before = '', takesSentence, link }: PartHtml,
  { locale, home }: { locale: Locale; home: string },
): string {
  const told = (key: 'title' | 'body') => escapeHtml(say(`screens.return.${part}.${key}`, locale, {}))
  const hint = escapeHtml(say('screens.return.in_app', locale, {}))
  const request = escapeHtml(say('screens.return.code', locale, {}))
  const retry = escapeHtml(say('screens.return.retry.button', locale, {}))
  const isFailure = part === 'failed' || part === 'sign_in'
  return [
    `<section data-part="${part}" role="${part === 'failed' ? 'alert' : 'status'}" hidden>`,
    `${before}<h1 tabindex="-1">${told('title')}</h1>`,
    `<p${takesSentence ? ' data-say="sentence"' : ''}>${told('body')}</p>`,
    isFailure ? `<p data-say="in-app" hidden>${hint}</p>` : '',
    takesSentence ? `<p data-say="request-line" hidden>${request} <code data-say="request"></code></p>` : '',
    link === undefined ? '' : '<div class="actions">',
    takesSentence ? `<button type="button" class="first" data-say="retry" hidden>${retry}</button>` : '',
    link === undefined
      ? ''
      : `<a${takesSentence ? '' : ' class="first"'} data-say="go-on" href="${escapeHtml(home)}">${escapeHtml(say(`screens.return.${link}.button`, locale, {}))}</a></div>`,
    '</section>',
  ].join('')
}
