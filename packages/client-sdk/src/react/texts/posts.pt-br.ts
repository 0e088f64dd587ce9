import type {
  AgeMissingReason,
  ComparedFigure,
  CompareNote,
  MediaMissingReason,
  MediaType,
  PostAge,
} from '@instagram-dashboard/server/contract'

const types: Record<MediaType, string> = {
  image: 'Foto',
  video: 'Vídeo',
  carousel: 'Carrossel',
  reel: 'Reel',
  story: 'Story',
}

const missing: Record<MediaMissingReason, string> = {
  not_read_yet: 'Os números chegam na próxima atualização.',
  too_few_viewers: 'Menos de cinco pessoas viram: o Instagram não informa os números.',
  before_conversion: 'Publicado antes de a conta ser profissional: o Instagram não tem os números.',
  no_figures: 'O Instagram ainda não tem os números: é muito recente ou pouca gente viu.',
  unavailable: 'O Instagram não informou os números.',
}

const ages: Record<PostAge, string> = {
  '1h': '1 hora',
  '6h': '6 horas',
  '24h': '24 horas',
  '48h': '48 horas',
  '7d': '7 dias',
  '30d': '30 dias',
}

const missingAges: Record<AgeMissingReason, string> = {
  not_reached: 'Ainda não chegou a esta idade.',
  before_connection: 'Publicado antes de você conectar a conta: só daqui em diante acompanhamos hora a hora.',
  not_read: 'Ninguém leu os números nesta idade.',
}

const figureNames: Record<ComparedFigure, string> = {
  views: 'visualizações',
  reach: 'alcance',
  engagement: 'interações',
  likes: 'curtidas',
  comments: 'comentários',
  saves: 'salvamentos',
  shares: 'compartilhamentos',
}

const ofType: Record<MediaType, string> = {
  image: 'fotos',
  video: 'vídeos',
  carousel: 'carrosséis',
  reel: 'Reels',
  story: 'stories',
}

const compareNotes: Partial<Record<CompareNote, string>> = {
  different_ages: 'Uma está há mais tempo no ar do que a outra: os números são os de agora.',
  unknown: 'De uma delas não há números.',
}

/** The sentences around posts and stories. */
export const postsPtBR = {
  media: {
    title: 'Publicações',
    worked: 'O que funcionou',
    seeAll: 'Ver tudo',
    sort: 'Ordenar por',
    sorts: {
      recent: 'Mais recentes',
      views: 'Mais visualizações',
      reach: 'Maior alcance',
      engagement: 'Mais interações',
      likes: 'Mais curtidas',
      comments: 'Mais comentários',
      saves: 'Mais salvamentos',
      shares: 'Mais compartilhamentos',
      engagementRate: 'Maior taxa de engajamento',
      averageWatchTimeMs: 'Reels mais assistidos',
      skipRate: 'Reels mais pulados',
    },
    type: 'Tipo',
    everyType: 'Tudo',
    manyOf: { image: 'Fotos', video: 'Vídeos', carousel: 'Carrosséis', reel: 'Reels', story: 'Stories' },
    everyTag: 'Todas as etiquetas',
    types,
    missing,
    watched: 'Tempo médio',
    watchedTotal: 'Tempo total',
    skipped: 'Pularam',
    readAt: (when: string) => `lido ${when}`,
    opens: '(abre no Instagram)',
    open: 'Abrir no Instagram',
    about: 'ver os números',
    empty: 'Esta conta ainda não tem publicações.',
    notYet: 'Suas publicações chegam com a próxima atualização.',
    noneInRange: 'Nenhuma publicação neste período.',
    noneOfKind: 'Nenhuma publicação assim neste período.',
    newestWas: (day: string) => `A última foi em ${day}.`,
    everything: 'Ver desde o começo',
    clear: 'Limpar filtros',
    grid: 'Imagens',
    table: 'Tabela',
    untitled: 'Sem legenda',
    column: 'Publicação',
    average: 'Sua média',
    times: (times: string) => `${times}× sua média`,
    timesShort: (times: string) => `${times}×`,
    timesOf: (times: string, figure: ComparedFigure, { type, posts }: { type: MediaType; posts: string }) =>
      `${times}× a sua média de ${figureNames[figure]} em ${ofType[type]} (${posts} publicações)`,
    rate: 'taxa',
    growing: 'ainda crescendo',
    growingWhy: 'Tem menos de sete dias: os números ainda crescem.',
    tooFew: 'Com menos de cinco publicações deste tipo ainda não há média para comparar.',
  },
  post: {
    close: 'Fechar',
    figures: 'Números até agora',
    averageIs: (average: string) => `média ${average}`,
    share: (percent: string) => `Trouxe cerca de ${percent} das visualizações da conta nos 7 primeiros dias.`,
    tags: 'Etiquetas',
    tagsHint: 'Suas palavras para achar e comparar publicações, como “promoção”.',
    addTag: 'Nova etiqueta',
    add: 'Adicionar',
    removeTag: (tag: string) => `Tirar a etiqueta ${tag}`,
    compare: 'Comparar com outra',
    compareWith: (name: string) => `Comparar com ${name}`,
    compareAgain: 'Escolher outra',
    side: 'Lado a lado',
    columns: ['Número', 'Esta', 'A outra'],
    atAge: (age: PostAge) => `As duas com ${ages[age]} no ar.`,
    notes: compareNotes,
  },
  stories: {
    title: 'Stories',
    columns: ['Quando', 'Visualizações', 'Alcance', 'Respostas', 'Saíram', 'Ficaram'],
    live: 'no ar',
    seen: (count: number, text: string) => `${text} ${count === 1 ? 'visualização' : 'visualizações'}`,
    left: (count: number, text: string) => `${text} ${count === 1 ? 'saiu' : 'saíram'}`,
    stayed: (percent: string) => `${percent} ficaram`,
    replied: (count: number, text: string) => `${text} ${count === 1 ? 'resposta' : 'respostas'}`,
    none: 'Nenhum story neste período.',
    note: '“Ficaram” é conta nossa: de cada 100 visualizações, quantas não terminaram em saída. Os números são os das últimas horas de cada story.',
  },
  history: {
    title: 'A publicação mais recente, hora a hora',
    curve: 'Hora a hora',
    columns: ['Idade', 'Visualizações', 'Comparada'],
    ages,
    shortAges: { '1h': '1 h', '6h': '6 h', '24h': '24 h', '48h': '48 h', '7d': '7 d', '30d': '30 d' },
    missing: missingAges,
    mine: 'Esta publicação',
    usual: 'O seu normal',
    range: 'Onde ficam 80 de cada 100 das suas',
    describe: (points: string) => `Visualizações desta publicação por idade: ${points}.`,
    times: (count: number, times: string) => `${times} ${count < 2 ? 'vez' : 'vezes'} o seu normal`,
    note: (posts: string) =>
      `O normal é o valor do meio entre as suas publicações do mesmo tipo, na mesma idade. Com menos de ${posts} não dá para dizer.`,
  },
  tagged: {
    title: 'Suas etiquetas',
    columns: ['Etiqueta', 'Publicações', 'Visualizações', 'Interações', 'Taxa'],
    note: 'Em média, por publicação, desde o começo.',
  },
}

export type PostMessages = typeof postsPtBR
