import { dayFromNumber, dayMs, dayNumber, dayOf, startOfDay, type Day } from './days.ts'
import type { SandboxPerson } from './people.ts'
import { chance, chanceBetween } from './random.ts'
import { viralSize } from './rhythms.ts'
import type { Settings } from './settings.ts'

export type MediaKind = 'IMAGE' | 'CAROUSEL' | 'REEL' | 'STORY'

/** Something a person published. */
export interface Media {
  id: string
  kind: MediaKind
  day: Day
  publishedAt: Date
  caption: string | undefined
  shortcode: string
  /** Of a carousel. */
  childIds: readonly string[]
  hidesLikes: boolean
  /** Reels with somebody else's music come without `media_url`. */
  hasCopyrightedAudio: boolean
  /** Stories seen by fewer than five people have no insights. */
  hasEnoughViewers: boolean
  /** A collaboration that the person's partner published. */
  isByPartner: boolean
  /** Of reels. */
  audioType: 'MUSIC' | 'ORIGINAL_SOUND' | undefined
  isAiGenerated: boolean
  /** Hours after its publication from which a story is in a highlight and answers again, as it does on its first day. */
  highlightedAfter: number | undefined
}

const minuteMs = 60_000
const shortcodeAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const captions = [
  'Novidade chegando na sexta 👀',
  'Bastidores de hoje ✨\n\n#bastidores #feitoamao',
  'Qual é o seu favorito: 1, 2 ou 3?',
  'Obrigada por tanto carinho 💛',
  'Tamanhos P & M voltaram <3',
  'Três dicas que ninguém conta (salve para depois)',
  undefined,
  'Sorteio! Regras no primeiro comentário',
  'Antes e depois, sem filtro',
  'Domingo pede calma ☕',
  '"Vale a pena?" Vale, e eu explico por quê.',
  'Respondendo às perguntas de vocês 💬',
  'Passo a passo em 30 segundos',
] as const

/** Everything people published, from the seed alone; grows with the clock. */
export class MediaHistory {
  readonly #seed: string
  readonly #storiesPerDay: number | undefined
  readonly #perDay = new Map<string, Media[]>()
  /** Ids of what its person deleted. */
  readonly #deleted = new Set<string>()
  /** By id, what a test said of a story's highlight. */
  readonly #highlighted = new Map<string, number | undefined>()

  constructor({ seed, storiesPerDay }: Pick<Settings, 'seed' | 'storiesPerDay'>) {
    this.#seed = seed
    this.#storiesPerDay = storiesPerDay
  }

  delete(id: string): void {
    this.#deleted.add(id)
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id)
  }

  restoreAll(): void {
    this.#deleted.clear()
    this.#highlighted.clear()
  }

  /** What was published on that day, with what was deleted since and what is still to come, newest first. */
  everPublished(person: SandboxPerson, number: number): readonly Media[] {
    const key = `${person.username} ${number}`
    const made =
      this.#perDay.get(key) ?? makeDay(person, number, { seed: this.#seed, storiesPerDay: this.#storiesPerDay })
    this.#perDay.set(key, made)
    return made
  }

  /** Posts and reels, newest first. Stories are on their own edge. */
  published(person: SandboxPerson, now: Date): Media[] {
    const first = dayNumber(person.firstMediaDay)
    const last = dayNumber(dayOf(now))
    const media: Media[] = []
    for (let number = last; number >= first; number -= 1)
      media.push(
        ...this.#ofDay(person, number).filter(({ kind, publishedAt }) => kind !== 'STORY' && publishedAt <= now),
      )
    return media
  }

  /** Stories of the last 24 hours, newest first. */
  activeStories(person: SandboxPerson, now: Date): Media[] {
    const today = dayNumber(dayOf(now))
    const oldest = now.getTime() - dayMs
    return [today, today - 1].flatMap((number) =>
      this.#ofDay(person, number).filter(
        ({ kind, publishedAt }) => kind === 'STORY' && publishedAt <= now && publishedAt.getTime() > oldest,
      ),
    )
  }

  /** Stories of a day, those that are over as well, newest first. */
  storiesOf(person: SandboxPerson, day: Day, now: Date): Media[] {
    return this.#ofDay(person, dayNumber(day)).filter(({ kind, publishedAt }) => kind === 'STORY' && publishedAt <= now)
  }

  /** A story is put into a highlight so many hours after its publication, or into none. */
  highlight(id: string, after: number | undefined): void {
    this.#highlighted.set(id, after)
  }

  /** Any media of the person that exists now, stories that are over included. */
  find(person: SandboxPerson, id: string, now: Date): Media | undefined {
    const number = Number(id.slice(3, 8))
    return this.#ofDay(person, number).find((media) => media.id === id && media.publishedAt <= now)
  }

  /** The carousel that this child belongs to. */
  findParent(person: SandboxPerson, childId: string, now: Date): Media | undefined {
    return this.#ofDay(person, Number(childId.slice(3, 8))).find(
      ({ childIds, publishedAt }) => childIds.includes(childId) && publishedAt <= now,
    )
  }

  #ofDay(person: SandboxPerson, number: number): readonly Media[] {
    const made = this.everPublished(person, number)
    if (this.#deleted.size === 0 && this.#highlighted.size === 0) return made
    return made
      .filter(({ id }) => !this.#deleted.has(id))
      .map((media) =>
        this.#highlighted.has(media.id) ? { ...media, highlightedAfter: this.#highlighted.get(media.id) } : media,
      )
  }
}

/** Newest first. */
function makeDay(
  person: SandboxPerson,
  number: number,
  { seed, storiesPerDay }: Pick<Settings, 'seed' | 'storiesPerDay'>,
): Media[] {
  if (!Number.isInteger(number) || number < dayNumber(person.firstMediaDay)) return []
  const draw = (what: string, ...place: number[]) => chance(seed, person.username, what, number, ...place)
  const usualStories = Math.floor(draw('stories') * (person.postsPerWeek >= 3 ? 4 : 2))
  const kinds: MediaKind[] = Array.from({ length: storiesPerDay ?? usualStories }, () => 'STORY')
  if (viralSize(person, number, seed) > 0) kinds.unshift('REEL')
  else if (draw('post') < person.postsPerWeek / 7) kinds.unshift(postKind(draw('kind')))
  return kinds
    .map((kind, index) => makeMedia(person, { kind, number, index }, (what) => draw(what, index)))
    .sort((left, right) => right.publishedAt.getTime() - left.publishedAt.getTime())
}

function postKind(draw: number): MediaKind {
  if (draw < 0.4) return 'REEL'
  return draw < 0.75 ? 'IMAGE' : 'CAROUSEL'
}

function makeMedia(
  person: SandboxPerson,
  { kind, number, index }: { kind: MediaKind; number: number; index: number },
  draw: (what: string) => number,
): Media {
  const id = mediaId(person, number, index, 0)
  const day = dayFromNumber(number)
  const children = kind === 'CAROUSEL' ? 2 + Math.floor(draw('children') * 4) : 0
  // Eight in the morning to seven in the evening, Pacific.
  const minute = 8 * 60 + Math.floor(draw('minute') * (11 * 60 + 1))
  return {
    id,
    kind,
    day,
    publishedAt: new Date(startOfDay(day).getTime() + minute * minuteMs),
    caption: kind === 'STORY' ? undefined : captions[Math.floor(draw('caption') * captions.length)],
    shortcode: shortcodeOf(id),
    childIds: Array.from({ length: children }, (_, child) => mediaId(person, number, index, child + 1)),
    hidesLikes: draw('hidden likes') < 0.06,
    hasCopyrightedAudio: kind === 'REEL' && draw('audio') < 0.1,
    isByPartner: kind !== 'STORY' && person.partner !== null && draw('partner') < 1 / 3,
    audioType: kind === 'REEL' ? (draw('audio type') < 0.6 ? 'MUSIC' : 'ORIGINAL_SOUND') : undefined,
    isAiGenerated: draw('made by a machine') < 0.08,
    highlightedAfter:
      kind === 'STORY' && draw('highlight') < 0.15 ? 25 + Math.floor(draw('highlighted') * 48) : undefined,
    hasEnoughViewers: kind !== 'STORY' || (person.followers >= 100 && draw('viewers') > 0.12),
  }
}

/** The id in the alphabet of Instagram's addresses, so that no two posts share one. */
function shortcodeOf(id: string): string {
  let rest = BigInt(id)
  let code = ''
  while (rest > 0n) {
    code = (shortcodeAlphabet[Number(rest % 64n)] ?? '') + code
    rest /= 64n
  }
  return code
}

/** 17 digits: 179, the day, the person, the place within the day, the child. */
function mediaId(person: SandboxPerson, number: number, index: number, child: number): string {
  const owner = chanceBetween(0, 999_999, 'media owner', person.username)
  return `179${String(number).padStart(5, '0')}${String(owner).padStart(6, '0')}${index}${String(child).padStart(2, '0')}`
}
