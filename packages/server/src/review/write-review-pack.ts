import { say, type Locale } from '../messages/messages.ts'
import type { ReviewPack, ReviewText } from './contract.ts'

export interface ReviewFile {
  name: string
  /** Markdown. */
  text: string
}

/** The pack as files, one for each form of Meta's; the first says what the others are for. */
export function writeReviewPack(pack: ReviewPack, locale: Locale): ReviewFile[] {
  const others: ReviewFile[] = [
    ...pack.permissions.map(({ name, use }) => ({
      name: `${name}.md`,
      text: document(`# ${name}`, heading('to_paste'), ...pasted(use)),
    })),
    {
      name: 'reviewer.md',
      text: document(
        `# ${words('reviewer')}`,
        words('reviewer_about'),
        heading('to_paste'),
        quoted(pack.reviewer.map(({ text }, index) => `${index + 1}. ${text}`)),
        ...translated(numbered(pack.reviewer)),
      ),
    },
    {
      name: 'screencast.md',
      text: document(
        `# ${words('screencast')}`,
        words('screencast_about'),
        numberedWithCaptions(pack.screencast, words('caption')),
      ),
    },
    { name: 'api-calls.md', text: document(`# ${words('calls')}`, words('calls_about'), ...callLines()) },
  ]
  const first = document(
    `# ${words('title')}`,
    say('review.intro', locale, { at: instantText(pack.at) }),
    heading('values'),
    valueTable(),
    heading('checklist'),
    words('seen_here'),
    checkList((state) => state !== 'yours'),
    words('yours'),
    checkList((state) => state === 'yours'),
    heading('files'),
    others.map(({ name }) => `- [${name}](${name})`).join('\n'),
  )
  return [{ name: 'README.md', text: first }, ...others]

  function words(
    name:
      | 'title'
      | 'seen_here'
      | 'yours'
      | 'reviewer'
      | 'reviewer_about'
      | 'screencast'
      | 'screencast_about'
      | 'caption'
      | 'calls'
      | 'calls_about',
  ): string {
    return say(`review.${name}`, locale, {})
  }
  function heading(name: 'values' | 'checklist' | 'files' | 'to_paste' | 'translation'): string {
    return `## ${say(`review.${name}`, locale, {})}`
  }
  function pasted({ text, translation }: ReviewText): string[] {
    return [quoted(text.split('\n')), ...translated(translation)]
  }
  function translated(text: string | null): string[] {
    return text === null ? [] : [heading('translation'), text]
  }
  function checkList(wanted: (state: ReviewPack['checks'][number]['state']) => boolean): string {
    const lines = pack.checks.filter(({ state }) => wanted(state))
    return lines.map(({ state, text }) => `- [${state === 'done' ? 'x' : ' '}] ${text}`).join('\n')
  }
  function valueTable(): string {
    const { graphVersion, callbacks } = pack
    const missing = say('review.public_url_missing', locale, {})
    const end =
      graphVersion.endsOn === null
        ? say('review.no_end', locale, {})
        : say('review.ends_on', locale, { version: graphVersion.version, date: graphVersion.endsOn })
    const rows: [name: 'app_id' | 'redirect_uri' | 'deauthorize' | 'deletion' | 'permissions' | 'version', string][] = [
      ['app_id', code(pack.appId)],
      ['redirect_uri', code(pack.redirectUri)],
      ['deauthorize', callbacks === null ? missing : code(callbacks.deauthorize)],
      ['deletion', callbacks === null ? missing : code(callbacks.deletion)],
      ['permissions', pack.permissions.map(({ name }) => code(name)).join(', ')],
      ['version', `${code(graphVersion.version)}: ${end}`],
    ]
    return [
      '| | |',
      '|---|---|',
      ...rows.map(([name, value]) => `| ${say(`review.value.${name}`, locale, {})} | ${value} |`),
    ].join('\n')
  }
  function callLines(): string[] {
    const elsewhere = pack.isRealInstagram ? [] : [say('review.calls_elsewhere', locale, {})]
    return [
      ...elsewhere,
      ...pack.permissions.flatMap(({ name, calls }) => [
        `## ${name}`,
        ...calls.map(({ purpose, request, answeredAt }) =>
          [
            `${purpose} ${answeredAt === null ? say('review.never', locale, {}) : say('review.answered', locale, { at: instantText(answeredAt) })}`,
            '```text',
            request,
            '```',
          ].join('\n'),
        ),
      ]),
    ]
  }
}

/** All of it as one text, for standard output. */
export function joinReviewPack(files: readonly ReviewFile[]): string {
  return files.map(({ text }) => text.trimEnd()).join('\n\n---\n\n')
}

const document = (...parts: string[]) => `${parts.join('\n\n')}\n`
const code = (text: string) => `\`${text}\``
const instantText = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
const quoted = (lines: readonly string[]) => lines.map((line) => `> ${line}`.trimEnd()).join('\n')

function numbered(texts: readonly ReviewText[]): string | null {
  if (texts.some(({ translation }) => translation === null)) return null
  return texts.map(({ translation }, index) => `${index + 1}. ${translation ?? ''}`).join('\n')
}

function numberedWithCaptions(texts: readonly ReviewText[], caption: string): string {
  return texts
    .map(({ text, translation }, index) =>
      translation === null ? `${index + 1}. ${text}` : `${index + 1}. ${translation}\n   ${caption} *${text}*`,
    )
    .join('\n')
}
