import type { MetricName, MissingReason } from '@instagram-dashboard/server/contract'
import { connectPtBR } from './connect.pt-br.ts'
import { goalsPtBR } from './goals.pt-br.ts'
import { leadPtBR } from './lead.pt-br.ts'
import { heroPtBR } from './hero.pt-br.ts'
import { postsPtBR } from './posts.pt-br.ts'
import { peoplePtBR } from './people.pt-br.ts'
import { splitsPtBR } from './splits.pt-br.ts'
import { storyPtBR } from './story.pt-br.ts'
import { userPtBR } from './user.pt-br.ts'

const metrics: Record<MetricName, string> = {
  followersCount: 'Seguidores',
  impressions: 'Visualizações',
  reach: 'Alcance',
  engagement: 'Interações',
  profileViews: 'Visitas ao perfil',
  likes: 'Curtidas',
  comments: 'Comentários',
  shares: 'Compartilhamentos',
  saves: 'Salvamentos',
  accountsEngaged: 'Contas que interagiram',
  engagementRate: 'Taxa de engajamento',
  replies: 'Respostas',
  reposts: 'Republicações',
  websiteClicks: 'Cliques no site',
  profileLinksTaps: 'Toques em links do perfil',
  follows: 'Seguidores ganhos',
  unfollows: 'Seguidores perdidos',
}

const missing: Record<MissingReason, string> = {
  not_yet_available: 'O Instagram ainda não publicou este número. Costuma levar até 48 horas, às vezes mais.',
  not_returned: 'O Instagram não informou este número. É comum em contas com menos de 100 seguidores.',
  not_measured: 'Ninguém contou neste dia, e o Instagram não guarda este número de dias passados.',
  not_read: 'Ainda não lemos este dia, que é mais antigo. O suporte pode pedir os números dele ao Instagram.',
  unsupported: 'O Instagram não oferece este número para esta conta.',
  outside_retention: 'O Instagram não guarda mais este número.',
  not_read_yet: 'Ainda estamos buscando o histórico desta conta no Instagram.',
  not_computable: 'Falta um dos números de que este é calculado.',
}

/** The sentences around the numbers. */
const aroundNumbers = {
  metrics,
  missing,
  header: {
    updated: (when: string) => `Atualizado ${when}`,
    readAt: (instant: string) => `Números lidos do Instagram em ${instant}`,
    never: 'Ainda não atualizado',
    noNumbers: 'Ainda sem números',
    hollow: (when: string) => `a última tentativa, ${when}, não trouxe números novos`,
    next: (when: string) => `você pode atualizar de novo ${when}`,
    sync: 'Atualizar',
    syncing: 'Atualizando…',
    accounts: 'Conta',
    menu: 'Opções da conta',
    reconnect: 'Reconectar',
    connectAnother: 'Conectar outra conta',
    disconnect: 'Desconectar',
    status: { active: 'Conectada', reconnect_required: 'Precisa reconectar', disconnected: 'Desconectada' },
    expiringToday: 'Sua conexão com o Instagram vence hoje. Reconecte para não perder nenhum dia.',
    expiring: (days: string) => `Sua conexão com o Instagram vence em ${days}. Reconecte para não perder nenhum dia.`,
  },
  sync: {
    first: 'Trazendo o seu histórico',
    again: 'Atualizando os seus números',
    phase: {
      queued: 'Começando…',
      profile: 'Abrindo sua conta…',
      series: 'Buscando seus últimos dias…',
      days: 'Buscando seus últimos dias…',
      media: 'Vendo seus posts…',
      saving: 'Guardando…',
      finished: 'Pronto!',
    },
    done: (days: number, text: string) =>
      days < 1
        ? 'Pronto! Seus números já estavam em dia.'
        : `Pronto! ${days === 1 ? 'Seu último' : 'Seus últimos'} ${text} já ${days === 1 ? 'está' : 'estão'} aqui.`,
    partial: 'A última atualização veio incompleta. O que chegou já está aqui; o resto vem na próxima.',
  },
  banner: {
    notRefreshed: 'Não deu para buscar os números mais novos. Estes são os últimos que chegaram.',
    offline: 'Você está sem internet. Os números abaixo podem não ser os mais novos.',
    offlineSince: (when: string) => `Você está sem internet. Números atualizados ${when}.`,
    reconnectTitle: 'O Instagram pediu uma nova autorização',
    reconnectLead: 'Seu histórico está guardado. Reconecte para continuar recebendo números novos.',
    disconnectedTitle: 'Conta desconectada',
    disconnectedLead: 'Estes são os números guardados até a desconexão. Conecte de novo para voltar a atualizar.',
    missingScopesTitle: 'Falta uma permissão',
    missingScopesLead: 'Sem a permissão de estatísticas, alguns números ficam vazios.',
  },
  sections: {
    label: 'Seções do painel',
    summary: 'Resumo',
    content: 'Conteúdo',
    audience: 'Público',
    hours: 'Horários',
  },
  range: {
    label: 'Período',
    days: { 7: '7 dias', 30: '30 dias', 90: '90 dias', 365: '1 ano' },
    period: (from: string, to: string) => `${from} a ${to}`,
    against: (from: string, to: string) => `comparado com ${from} a ${to}`,
    more: 'Outros períodos',
    beginning: 'Desde o começo',
    from: 'De',
    to: 'Até',
    show: 'Mostrar',
    compare: 'Comparar com',
    comparisons: { previous: 'O período anterior', year: 'Um ano antes' },
    provisional: (count: number, text: string, days: string) =>
      `${text} dos ${days} dias ainda ${count === 1 ? 'pode' : 'podem'} mudar`,
  },
  tiles: {
    label: 'Resumo do período',
    versus: 'em relação ao período comparado',
    noComparison: 'sem o período anterior',
    comparisonSoon: 'comparação em breve',
    noComparisonWhy: (known: string, before: string) =>
      `Dias com números: ${known} agora, ${before} no período anterior.`,
    up: (value: string) => `subiu ${value}`,
    down: (value: string) => `caiu ${value}`,
    same: 'igual',
    almostSame: 'quase igual',
    unlikeAges: (days: string, before: string) =>
      `Comparação aproximada: dias que ainda podem mudar: ${days} neste período, ${before} no anterior.`,
    percentPoints: (points: number, text: string) => `${text} ${points < 2 ? 'ponto' : 'pontos'}`,
    nothing: 'Ainda sem números neste período.',
  },
  timeline: {
    title: 'Dia a dia',
    choose: 'Número do gráfico',
    picture: 'Baixar imagem',
    pictureLost: 'Este navegador não conseguiu fazer a imagem. A tabela tem os mesmos números.',
    table: 'Ver como tabela',
    chart: 'Ver como gráfico',
    empty: 'Ainda não há números neste período',
    emptyLead: 'Assim que o Instagram publicar os primeiros dias, eles aparecem aqui.',
    describe: (metric: string, from: string, to: string) =>
      `Gráfico de ${metric} de ${from} a ${to}. Use as setas para percorrer os dias, ou veja como tabela.`,
    date: 'Dia',
    state: 'Situação',
    noValue: 'sem número',
  },
  units: {
    weekHour: (weekday: string, hour: number) => `${weekday}, ${hour}h–${(hour + 1) % 24}h`,
    days: (count: number, text: string) => (count === 1 ? `${text} dia` : `${text} dias`),
    week: (day: string) => `semana de ${day}`,
    justNow: 'agora',
    unknown: '—',
  },
  loading: 'Carregando…',
  more: 'Ver mais',
}

/** Every sentence of the components. English has the same shape: a key that is missing there does not compile. */
export const ptBR = {
  ...aroundNumbers,
  ...connectPtBR,
  ...goalsPtBR,
  ...heroPtBR,
  ...leadPtBR,
  ...peoplePtBR,
  ...postsPtBR,
  ...splitsPtBR,
  ...storyPtBR,
  ...userPtBR,
}

export type Messages = typeof ptBR
