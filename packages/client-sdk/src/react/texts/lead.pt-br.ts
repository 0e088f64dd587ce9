import type { ListedMedia, PeriodMetric } from '@instagram-dashboard/server/contract'

/** The pieces of a sentence: what stands before the words that are set off, those words, and what follows. */
export type Pieces = [before: string, strong: string, after: string]

const names: Record<PeriodMetric, string> = {
  reach: 'alcance',
  impressions: 'visualizações',
  engagement: 'interações',
}

const upper = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

const the: Record<ListedMedia['type'], string> = {
  reel: 'O Reel',
  carousel: 'O carrossel',
  video: 'O vídeo',
  image: 'A foto',
  story: 'O story',
}

const kinds: Record<ListedMedia['type'], { next: string; more: string }> = {
  reel: { next: 'o próximo Reel', more: 'Reels' },
  carousel: { next: 'o próximo carrossel', more: 'carrosséis' },
  video: { next: 'o próximo vídeo', more: 'vídeos' },
  image: { next: 'a próxima foto', more: 'fotos' },
  story: { next: 'o próximo story', more: 'stories' },
}

/** How much of a metric there was: people a day of reach, and the others as they add up. */
const amounts: Record<PeriodMetric, (value: string) => string> = {
  reach: (value) => `${value} pessoas por dia`,
  impressions: (value) => `${value} visualizações`,
  engagement: (value) => `${value} interações`,
}

/** What the numbers say first: what changed, why, and what to do. */
export const leadPtBR = {
  lead: {
    ranges: {
      7: 'Sua semana',
      30: 'Seus últimos 30 dias',
      90: 'Seus últimos 90 dias',
      365: 'Seu último ano',
      beginning: 'Desde o começo',
    },
    range: (from: string, to: string) => `De ${from} a ${to}`,
    /** The first sentence; the change is set off. */
    changed: (range: string, metric: PeriodMetric, change: string): Pieces => [
      `${range}: ${names[metric]} `,
      change,
      '.',
    ],
    same: (range: string, metric: PeriodMetric): Pieces => [`${range}: ${names[metric]} `, 'igual', '.'],
    similar: (range: string, metric: PeriodMetric, change: string): Pieces => [
      `${range}: ${names[metric]} no mesmo nível, `,
      change,
      '.',
    ],
    told: (range: string, metric: PeriodMetric, value: string): Pieces => [`${range}: `, amounts[metric](value), '.'],
    quiet: {
      7: 'Uma semana tranquila, no seu ritmo de sempre.',
      30: '30 dias tranquilos, no seu ritmo de sempre.',
      90: '90 dias tranquilos, no seu ritmo de sempre.',
      365: 'Um ano tranquilo, no seu ritmo de sempre.',
      beginning: 'Tudo no seu ritmo de sempre.',
    },
    quietRange: (range: string) => `${range}: tudo no seu ritmo de sempre.`,
    quietChange: (metric: PeriodMetric, change: string): Pieces => [
      `${upper(names[metric])} `,
      change,
      ': é o sobe e desce normal das suas semanas.',
    ],
    post: (type: ListedMedia['type'], name: string | null, times: string) =>
      `${the[type]}${name === null ? ' mais visto' : ` “${name}”`} fez ${times}× a sua média.`,
    waiting: (missing: string) => `Com mais ${missing} de números, contamos aqui o que mudou, por quê e o que fazer.`,
    what: {
      title: 'O que mudou',
      against: (metric: PeriodMetric, value: string, before: string): Pieces => [
        '',
        amounts[metric](value),
        `, em vez de ${before}.`,
      ],
      againstYear: (metric: PeriodMetric, value: string, before: string): Pieces => [
        '',
        amounts[metric](value),
        `, em vez de ${before} um ano antes.`,
      ],
      alone: (metric: PeriodMetric, value: string): Pieces => ['', amounts[metric](value), '.'],
      bestWeek: (weeks: string) => `Foi a melhor das últimas ${weeks} semanas.`,
      best: (periods: string, days: string) => `Foi o melhor de ${periods} períodos seguidos de ${days} dias.`,
      usual: 'É o sobe e desce normal das suas semanas.',
    },
    why: {
      title: 'Por quê',
      post: (type: ListedMedia['type'], name: string | null, views: string): Pieces => [
        `${the[type]} `,
        name === null ? 'mais visto' : `“${name}”`,
        ` teve ${views} visualizações.`,
      ],
      pulled: (type: ListedMedia['type'], name: string | null): Pieces => [
        'Quem puxou: ',
        name === null ? the[type].toLowerCase() : `${the[type].toLowerCase()} “${name}”`,
        '.',
      ],
      newPeople: (percent: string) => `No período, ${percent} das visualizações são de quem ainda não te segue.`,
      more: (posts: string, before: string): Pieces => [
        'Você publicou mais: ',
        `${posts} posts`,
        `, em vez de ${before}.`,
      ],
      fewer: (posts: string, before: string): Pieces => [
        'Você publicou menos: ',
        posts === '1' ? '1 post' : `${posts} posts`,
        `, em vez de ${before}.`,
      ],
    },
    do: {
      title: 'O que fazer',
      publish: (
        type: ListedMedia['type'] | null,
        when: string,
        { times, posts }: Record<'times' | 'posts', string>,
      ): Pieces => [
        `Publique ${type === null ? 'o próximo post' : kinds[type].next} `,
        when,
        `: nesse horário seus posts rendem ${times}× (${posts} posts).`,
      ],
      weekdayAt: (weekday: string, hour: number) => `${weekday} às ${hour}h`,
      anyDayAt: (hour: number) => `às ${hour}h`,
      kind: (type: ListedMedia['type'], times: string, posts: string): Pieces => [
        'Faça mais ',
        kinds[type].more,
        `: rendem ${times}× o que rendem seus outros posts (${posts} posts).`,
      ],
    },
    open: 'Como sabemos',
    allTitle: 'Descobertas do período',
    proof: {
      close: 'Fechar',
      numbers: 'Os números',
      period: 'Este período',
      post: 'Este post',
      mean: 'Sua média',
      times: 'Vezes a média',
      before: 'O outro período',
      days: 'Dias',
      knownDays: 'Dias com números',
      mayChange: 'Dias que ainda podem mudar',
      posts: 'Posts publicados',
      how: 'Como calculamos',
      average: (posts: string) =>
        `A média é de ${posts} posts seus do mesmo tipo com mais de sete dias; contamos visualizações.`,
      growing: 'Este post tem menos de sete dias: os números dele ainda crescem.',
      likely: 'É a causa mais provável, não uma prova: um anúncio ou uma menção também podem ter ajudado.',
      hours: (posts: string, zone: string) =>
        `Olhamos ${posts} posts seus dos últimos 180 dias, no ${zone}. Um horário só entra com pelo menos cinco posts e se continua entre os melhores mesmo trocando os posts ao acaso.`,
      receipt: 'De onde vem o número mais novo',
    },
  },
}

export type LeadMessages = typeof leadPtBR
