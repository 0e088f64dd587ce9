import type { GoalState } from '@instagram-dashboard/server/contract'

const states: Record<GoalState, string> = {
  onTrack: 'No ritmo',
  behind: 'Atrás do ritmo',
  reached: 'Alcançada',
  missed: 'Não alcançada',
  unknown: 'Ainda sem ritmo',
}

/** The sentences around goals. */
export const goalsPtBR = {
  goals: {
    title: 'Metas',
    states,
    metric: 'O que',
    amount: 'Quanto',
    by: 'Até',
    create: 'Definir meta',
    remove: 'Apagar',
    line: (value: string, amount: string, day: string) => `${value} de ${amount} até ${day}`,
    pace: (projected: string, low: string, high: string) =>
      `Neste ritmo: ${projected} (provavelmente entre ${low} e ${high})`,
    needed: (perDay: string) => `Faltam ${perDay} por dia`,
    provisional: (days: string) => `${days} ainda podem mudar`,
  },
}

export type GoalMessages = typeof goalsPtBR
