/** The sentences of the connection funnel. */
export const funnelPtBR = {
  title: 'Como as pessoas conectam',
  range: 'Período',
  days: { 7: '7 dias', 30: '30 dias', 90: '90 dias' },
  empty: 'Ninguém começou uma conexão neste período.',
  step: 'Passo',
  count: 'Pessoas',
  conversion: 'Do passo anterior',
  fromStart: 'Do começo',
  median: 'Mediana',
  slowest: '9 de 10 até',
  seconds: (seconds: string) => `${seconds} s`,
  steps: {
    started: 'Começou',
    redirected: 'Foi ao Instagram',
    returned: 'Voltou',
    exchanged: 'Código aceito',
    validated: 'Conta conferida',
    connected: 'Conectou',
  },
  ended: (cancelled: string, failed: string) => `Desistiram no Instagram: ${cancelled}. Falharam: ${failed}.`,
  reconnects: (people: string, connected: string) =>
    `Aqui só contam as primeiras conexões. Pessoas que já tinham conectado e começaram de novo: ${people}; conectaram: ${connected}.`,
  reasons: 'Motivos',
  noReasons: 'Nenhuma falha neste período.',
  byDay: 'Por dia',
  day: 'Dia',
  connected: 'Conectou',
  cancelled: 'Desistiu',
  failed: 'Falhou',
  texts: 'Comparação de textos',
  variant: 'Texto',
  people: 'Pessoas',
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
