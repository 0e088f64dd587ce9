/** The sentences of the connection funnel. */
export const funnelPtBR = {
  title: 'Como as pessoas conectam',
  range: 'Período',
  days: { 7: '7 dias', 30: '30 dias', 90: '90 dias' },
  empty: 'Ninguém começou uma conexão neste período.',
  seconds: (seconds: string) => `${seconds} s`,
  steps: {
    started: 'Começou',
    redirected: 'Foi ao Instagram',
    returned: 'Voltou',
    exchanged: 'Código aceito',
    validated: 'Conta conferida',
    connected: 'Conectou',
  },
  lost: (count: number, text: string) => (count === 1 ? '1 parou aqui' : `${text} pararam aqui`),
  ofStart: (percent: string) => `${percent} de quem começou`,
  within: (median: string, slowest: string) => `metade em ${median}, 9 de 10 em até ${slowest}`,
  ended: 'Como terminou para quem não conectou',
  gaveUp: 'Desistiram no Instagram',
  broke: 'Falharam',
  away: 'Não voltaram',
  events: 'Ver os eventos',
  reconnects: (people: string, connected: string) =>
    `Aqui só contam as primeiras conexões. Pessoas que já tinham conectado e começaram de novo: ${people}; conectaram: ${connected}.`,
  placement: 'Lugar do botão',
  everywhere: 'Todos',
  placements: 'Por lugar do botão',
  noPlacement: 'sem nome',
  users: (count: number, text: string) => (count === 1 ? '1 pessoa' : `${text} pessoas`),
  reasons: 'Por que pararam',
  noReasons: 'Nenhuma falha neste período.',
  byDay: 'Por dia',
  quietDays: (count: number, text: string) =>
    count === 1 ? 'No outro dia ninguém começou.' : `Nos outros ${text} dias ninguém começou.`,
  day: 'Dia',
  connected: 'Conectou',
  cancelled: 'Desistiu',
  failed: 'Falhou',
  texts: 'Comparação de textos',
  variant: (letter: string) => `Texto ${letter}`,
  connectedOf: (connected: string, people: string) => `${connected} de ${people} conectaram`,
  nobodyYet: 'ninguém viu ainda',
  verdicts: {
    too_few_people(missing: string) {
      if (missing === '0') return 'Ainda não dá para dizer nada: há poucas conexões ou poucas desistências.'
      return `Ainda não dá para dizer nada: ${missing === '1' ? 'falta 1 pessoa' : `faltam ${missing} pessoas`}.`
    },
    no_difference: () => 'Os textos não mostram diferença.',
    difference: () => 'Há diferença entre os textos: só pelo acaso, isso aconteceria em menos de 5 de cada 100 casos.',
  },
}

export type FunnelMessages = typeof funnelPtBR
