import type { HeroMetric } from '../data/panel.ts'
import type { PointState } from '../data/points.ts'

/** What a number counts, behind the number. */
const amounts: Record<Exclude<HeroMetric, 'engagementRate'>, (count: number, text: string) => string> = {
  reach: (count, text) => `${text} ${count === 1 ? 'pessoa' : 'pessoas'}`,
  impressions: (count, text) => `${text} ${count === 1 ? 'visualização' : 'visualizações'}`,
  followersCount: (count, text) => `${text} ${count === 1 ? 'seguidor' : 'seguidores'}`,
  engagement: (count, text) => `${text} ${count === 1 ? 'interação' : 'interações'}`,
  profileViews: (count, text) => `${text} ${count === 1 ? 'visita' : 'visitas'}`,
  follows: (count, text) => `${text} ${count === 1 ? 'novo seguidor' : 'novos seguidores'}`,
  unfollows: (count, text) => `${text} ${count === 1 ? 'deixou' : 'deixaram'} de seguir`,
  replies: (count, text) => `${text} ${count === 1 ? 'resposta' : 'respostas'}`,
  reposts: (count, text) => `${text} ${count === 1 ? 'republicação' : 'republicações'}`,
  websiteClicks: (count, text) => `${text} ${count === 1 ? 'clique' : 'cliques'}`,
  profileLinksTaps: (count, text) => `${text} ${count === 1 ? 'toque' : 'toques'}`,
}

const titles: Record<HeroMetric, string> = {
  reach: 'Alcance por dia',
  impressions: 'Visualizações',
  followersCount: 'Seguidores',
  engagement: 'Interações',
  engagementRate: 'Taxa',
  profileViews: 'Visitas ao perfil',
  follows: 'Seguidores ganhos',
  unfollows: 'Seguidores perdidos',
  replies: 'Respostas',
  reposts: 'Republicações',
  websiteClicks: 'Cliques no site',
  profileLinksTaps: 'Toques em links',
}

const states: Record<PointState | 'waiting', string> = {
  final: 'confirmado',
  provisional: 'ainda pode mudar',
  derived: 'calculado',
  partial: 'ainda incompleto',
  waiting: 'ainda não confirmado',
}

/** The chart with its tabs. */
export const heroPtBR = {
  chart: {
    mayChange: 'ainda pode mudar',
    states,
    morePosts: (count: number) => (count === 1 ? 'e mais 1 post' : `e mais ${count} posts`),
    published: (names: readonly string[]) => `publicado: ${names.join(', ')}`,
  },
  hero: {
    label: 'Números do período',
    amounts,
    aDay: (amount: string) => `${amount} por dia`,
    before: { previous: 'antes', year: 'um ano antes' },
    line: { previous: 'Período anterior', year: 'Um ano antes' },
    titles,
    point: { day: 'Dia', week: 'Semana', month: 'Mês' },
    /** How the number of a period is made of its days. */
    caption: {
      sum: 'Somado no período.',
      daily_average: 'Por dia, em média.',
      last: 'Total no fim do período.',
      ratio: 'De todos os dias do período juntos.',
    },
    countedNow: 'Contado agora.',
    people: (text: string) => `${text} pessoas diferentes no período.`,
    peopleMayChange: (text: string) => `${text} pessoas diferentes no período, número que ainda pode mudar.`,
    rate: (text: string) => `De cada 100 pessoas alcançadas, ${text} interagiram.`,
    rateByDay: (text: string) => `De cada 100 pessoas alcançadas por dia, ${text} interagiram.`,
    knownDays: (known: string, all: string) => `${known} de ${all} ${all === '1' ? 'dia' : 'dias'} com números.`,
    each: { day: '', week: 'Cada ponto é uma semana.', month: 'Cada ponto é um mês.' },
    derived: 'Onde ninguém contou os seguidores, o total vem dos ganhos e perdas de cada dia.',
    noRate: 'Sem alcance no período, não dá para calcular a taxa.',
    further: 'Mais números do período',
    noValue: 'Sem dados neste dia (não é zero).',
    noPeriod: 'Sem dados neste período (não é zero).',
  },
}

export type HeroMessages = typeof heroPtBR
