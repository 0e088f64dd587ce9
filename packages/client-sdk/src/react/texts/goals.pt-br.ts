import type { BenchmarkMetricName, GoalState } from '@instagram-dashboard/server/contract'

const states: Record<GoalState, string> = {
  on_track: 'No ritmo',
  behind: 'Atrás do ritmo',
  reached: 'Alcançada',
  missed: 'Não alcançada',
  unknown: 'Ainda sem ritmo',
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
    metric: 'O que',
    amount: 'Quanto',
    by: 'Até',
    create: 'Definir meta',
    remove: 'Apagar',
    removeOf: (metric: string, day: string) => `Apagar a meta: ${metric} até ${day}`,
    perDay: (metric: string) => `${metric} por dia`,
    line: (value: string, amount: string, day: string) => `${value} de ${amount} até ${day}`,
    pace: (projected: string, low: string, high: string) =>
      `Neste ritmo: ${projected} (provavelmente entre ${low} e ${high})`,
    needed: (perDay: string) => `Faltam ${perDay} por dia`,
    provisional: (days: string) => `${days} ainda podem mudar`,
  },
  overview: { title: 'Todas as contas', account: 'Conta', change: 'Variação' },
  benchmark: {
    title: 'Entre contas do seu tamanho',
    compared,
    above: (percent: string, margin: string) => `acima de ${percent} das contas (±${margin})`,
    note: (accounts: string, first: string, last: string) =>
      `Cerca de ${accounts} contas, de ${first} a ${last}. Com ruído, para que ninguém seja reconhecido.`,
  },
}

export type GoalMessages = typeof goalsPtBR
