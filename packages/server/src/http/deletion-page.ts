import { createHash } from 'node:crypto'
import type { deletionRequests } from '@instagram-dashboard/db'
import { locales, say, type Locale } from '../messages/messages.ts'

const style =
  'body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}main{max-width:34rem;margin:0 auto;padding:1.5rem}h1{font-size:1.375rem}section+section{margin-top:2rem;padding-top:1rem;border-top:1px solid}'

/** Nothing but this very style: no script, no picture, no frame. */
export const deletionPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "frame-ancestors 'none'",
].join('; ')

/** How far a request of Meta's is, in the reader's language first and in the other below it. It names nobody. */
export function deletionPage(
  request: deletionRequests.DeletionRequestRow | undefined,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const others = locales.filter((other) => other !== locale)
  const parts = [locale, ...others].map((language) => sectionIn(request, { locale: language, timeZone }))
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${say('screens.deletion.title', locale, {})}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...parts,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function sectionIn(
  request: deletionRequests.DeletionRequestRow | undefined,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const sentences = request
    ? [
        say(request.kind === 'data_deletion' ? 'screens.deletion.done' : 'screens.deletion.disconnected', locale, {
          date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
            request.completedAt,
          ),
        }),
        say('screens.deletion.kept', locale, {}),
        say('screens.deletion.code', locale, { code: request.code }),
      ]
    : [say('screens.deletion.unknown', locale, {})]
  const title = say('screens.deletion.title', locale, {})
  return [
    `<section lang="${locale}">`,
    `<h1>${title}</h1>`,
    ...sentences.map((text) => `<p>${text}</p>`),
    '</section>',
  ].join('\n')
}
