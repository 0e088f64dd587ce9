import type { GoalState } from '@instagram-dashboard/server/contract'

const states: Record<GoalState, string> = {
  on_track: 'No ritmo',
  behind: 'Abaixo do ritmo',
  reached: 'Alcançada',
  missed: 'Não alcançada',
  unknown: 'Ainda sem previsão',
}

/** The sentences around goals, and around accounts beside others. */
export const goalsPtBR = {
  goals: {
    title: 'Metas',
    states,
    metric: 'Número',
    amount: 'Chegar a',
    by: 'Até',
    create: 'Nova meta',
    cancel: 'Cancelar',
    save: 'Criar meta',
    empty: 'Escolha um número e um dia, e acompanhe aqui se você está no ritmo.',
    left: (count: number, text: string) => (count === 1 ? 'falta 1' : `faltam ${text}`),
    remove: 'Apagar',
    removeOf: (metric: string, day: string) => `Apagar a meta: ${metric} até ${day}`,
    perDay: (metric: string) => `${metric} por dia`,
    line: (value: string, amount: string, day: string) => `${value} de ${amount} até ${day}`,
    pace: (projected: string, low: string, high: string) =>
      `Nesse ritmo: ${projected} (provavelmente entre ${low} e ${high})`,
    needed: (perDay: string) => `Para chegar lá: ${perDay} por dia`,
    provisional: (count: number, days: string) => `${days} ainda ${count === 1 ? 'pode' : 'podem'} mudar`,
  },
  overview: {
    title: 'Todas as contas',
    open: (count: string) => `Ver as suas ${count} contas`,
    close: 'Fechar',
    period: 'Variação nos últimos 7 dias.',
    reach: 'Alcance por dia',
    search: 'Buscar conta',
    none: 'Nenhuma conta com esse nome.',
    order: 'Ordenar por',
    orders: { problems: 'Problemas primeiro', followers: 'Mais seguidores', reach: 'Maior alcance', name: 'Nome' },
    problems: {
      disconnected: 'Desconectada',
      reconnect: 'Precisa reconectar',
      permission: 'Falta uma permissão',
      error: 'Não atualizou',
      expiring: 'Conexão vence em breve',
    },
  },
  tour: {
    begin: 'Conhecer o painel',
    offer: 'Quer conhecer o painel? São seis passos, menos de um minuto.',
    decline: 'Agora não',
  },
}

export type GoalMessages = typeof goalsPtBR
