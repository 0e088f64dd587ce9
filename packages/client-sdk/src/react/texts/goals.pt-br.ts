import type { BenchmarkMetricName, GoalState } from '@instagram-dashboard/server/contract'

const states: Record<GoalState, string> = {
  on_track: 'No ritmo',
  behind: 'Abaixo do ritmo',
  reached: 'Alcançada',
  missed: 'Não alcançada',
  unknown: 'Ainda sem previsão',
}

const compared: Record<BenchmarkMetricName, string> = {
  engagementRate: 'Taxa de engajamento',
  reachPerFollower: 'Alcance por seguidor',
  followersGrowthPercent: 'Crescimento de seguidores',
  postsPerWeek: 'Posts por semana',
}

/** The sentences around goals, and around accounts beside others. */
export const goalsPtBR = {
  goals: {
    title: 'Metas',
    states,
    metric: 'Número',
    amount: 'Chegar a',
    by: 'Até',
    create: 'Criar meta',
    remove: 'Apagar',
    removeOf: (metric: string, day: string) => `Apagar a meta: ${metric} até ${day}`,
    perDay: (metric: string) => `${metric} por dia`,
    line: (value: string, amount: string, day: string) => `${value} de ${amount} até ${day}`,
    pace: (projected: string, low: string, high: string) =>
      `Nesse ritmo: ${projected} (provavelmente entre ${low} e ${high})`,
    needed: (perDay: string) => `Para chegar lá: ${perDay} por dia`,
    provisional: (count: number, days: string) => `${days} ainda ${count === 1 ? 'pode' : 'podem'} mudar`,
  },
  overview: { title: 'Todas as contas', account: 'Conta', change: 'Variação' },
  benchmark: {
    title: 'Entre contas do seu tamanho',
    compared,
    above: (percent: string, margin: string) =>
      `acima de ${percent} das contas (${margin} ${margin === '1' ? 'ponto' : 'pontos'} a mais ou a menos)`,
    note: (accounts: string, first: string, last: string) =>
      `Cerca de ${accounts} contas, de ${first} a ${last}. Os números são levemente alterados, para que ninguém seja identificado.`,
  },
}

export type GoalMessages = typeof goalsPtBR
