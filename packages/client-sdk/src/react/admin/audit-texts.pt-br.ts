import type { EventType } from '@instagram-dashboard/server/contract'
import type { EventFacts } from './event-facts.ts'

const days = ({ count, number }: EventFacts, name: string) => `${number(name)} ${count(name) === 1 ? 'dia' : 'dias'}`
const accounts = ({ count, number }: EventFacts) =>
  `${number('accounts')} ${count('accounts') === 1 ? 'conta' : 'contas'}`
const withReason = ({ reason }: EventFacts) => (reason === '' ? '' : `: ${reason}`)

const credits = ({ count, number }: EventFacts) => (count('credits') === 0 ? '' : ` (${number('credits')} créditos)`)
const achievement = ({ text }: EventFacts) => `“${achievements[text('key')] ?? text('key')}”`
const achievements: Readonly<Record<string, string>> = {
  first_connection: 'Primeira conexão',
  connected_7_days: 'Uma semana juntos',
  connected_30_days: 'Um mês juntos',
  followers_100: '100 seguidores',
  followers_1000: '1.000 seguidores',
  followers_10000: '10.000 seguidores',
  best_day: 'Melhor dia',
  growth_streak_7: 'Sete dias crescendo',
}

/** Each event as a sentence. */
const sentences: Record<EventType, (facts: EventFacts) => string> = {
  'connection.started': ({ by }) => `${by} começou a conectar uma conta`,
  'connection.completed': ({ by, account, is }) => `${by} ${is('isReconnect') ? 'reconectou' : 'conectou'} ${account}`,
  'connection.cancelled': (facts) => `${facts.by} desistiu de conectar${withReason(facts)}`,
  'connection.failed': (facts) => `${facts.by} não conseguiu conectar${withReason(facts)}`,
  'connection.state_misused': (facts) => `Um endereço de volta foi recusado${withReason(facts)}`,
  'connection.lost': (facts) => `${facts.account} perdeu a conexão${withReason(facts)}`,
  'account.disconnected': (facts) =>
    `${facts.by} desconectou ${facts.account}${facts.is('erasedData') ? ' e apagou os números' : ''} (${facts.reason})`,
  'account.deactivated': ({ by, account }) => `${by} desativou ${account}`,
  'account.reactivated': ({ by, account }) => `${by} reativou ${account}`,
  'account.renamed': ({ account, text }) => `${account} mudou de nome: @${text('from')} agora é @${text('to')}`,
  'account.imported': ({ account }) => `${account} veio do aplicativo de antes`,
  'import.completed': (facts) => `${facts.by} importou ${accounts(facts)} e ${days(facts, 'days')}`,
  'followers.imported': (facts) =>
    `${facts.by} trouxe os seguidores de ${days(facts, 'days')} de ${facts.account}, de ${facts.day('firstDay')} a ${facts.day('lastDay')}`,
  'followers.import_removed': (facts) =>
    `${facts.by} retirou os seguidores trazidos de ${facts.account}: ${days(facts, 'days')}`,
  'sync.completed': (facts) =>
    `${facts.by} atualizou ${facts.account}${facts.text('status') === 'partial' ? ' em parte' : ''}: ${days(facts, 'daysWritten')}${facts.reason === '' ? '' : ` (${facts.reason})`}`,
  'day.final': ({ account, size, number }) =>
    `${size('days') === 1 ? '1 dia' : `${number('days')} dias`} de ${account} ${size('days') === 1 ? 'ficou definitivo' : 'ficaram definitivos'}`,
  'insight.found': ({ account, day }) => `Algo a contar sobre ${account}, de ${day('startDate')} a ${day('endDate')}`,
  'week.ended': ({ account, day }) => `A semana de ${account}, de ${day('startDate')} a ${day('endDate')}, foi contada`,
  'sync.failed': (facts) => `A atualização de ${facts.account} falhou${withReason(facts)}`,
  'metric.unsupported': ({ account, list }) => `O Instagram recusou métricas de ${account}: ${list('metrics')}`,
  'field.refused': ({ account, list }) => `O Instagram recusou campos de ${account}: ${list('fields')}`,
  'identity.mismatch': ({ account }) =>
    `O Instagram respondeu por outra conta no lugar de ${account}; nada foi guardado`,
  'days.reread': ({ by, account, day }) => `${by} pediu para ler ${account} de novo, de ${day('from')} a ${day('to')}`,
  'token.refreshed': ({ by, account }) => `${by} renovou o acesso de ${account}`,
  'token.refresh_failed': (facts) => `A renovação do acesso de ${facts.account} falhou${withReason(facts)}`,
  'token.expiring': (facts) => `O acesso de ${facts.account} vence em ${days(facts, 'days')}`,
  'keys.rotated': ({ number }) =>
    `Chaves trocadas: ${number('rewrapped')} tokens com a chave nova, ${number('left')} por trocar`,
  'keys.lost': () => 'Uma chave se perdeu: o que ela fechou não abre mais',
  'audit.checked': ({ number }) => `A auditoria foi conferida: ${number('events')} eventos`,
  'audit.broken': () => 'A auditoria não está como foi escrita',
  'achievement.unlocked': (facts) => `${facts.person} ganhou a conquista ${achievement(facts)}${credits(facts)}`,
  'achievement.reversed': (facts) =>
    `${facts.by} retirou de ${facts.person} a conquista ${achievement(facts)}${credits(facts)}`,
  'delivery.revived': ({ by, number }) => `${by} mandou de novo ao app: ${number('deliveries')}`,
  'job.revived': ({ by, number }) => `${by} pôs tarefas de volta na fila: ${number('jobs')}`,
  'person.erased': (facts) => `Os dados de uma pessoa foram apagados, ${accounts(facts)} (${facts.reason})`,
  'goal.reached': ({ person, account }) => `${person} chegou a uma meta com ${account}`,
  'support.created': ({ by }) => `${by} escreveu ao suporte`,
  'support.answered': ({ by, person }) => `${by} respondeu a ${person}`,
  'support.closed': ({ by, person }) => `${by} encerrou o pedido de ${person}`,
  'admin.acted': (facts) =>
    `${facts.by} ${actions[facts.text('action')] ?? facts.text('action')} ${accounts(facts)}; deu certo em ${facts.number('done')}`,
}

const actions: Readonly<Record<string, string>> = {
  refresh_tokens: 'mandou renovar o acesso de',
  sync: 'mandou atualizar',
  deactivate: 'mandou desativar',
  reactivate: 'mandou reativar',
}

const types: Record<EventType, string> = {
  'connection.started': 'Conexão começada',
  'connection.completed': 'Conta conectada',
  'connection.cancelled': 'Conexão desistida',
  'connection.failed': 'Conexão que falhou',
  'connection.state_misused': 'Endereço de volta recusado',
  'connection.lost': 'Conexão perdida',
  'account.disconnected': 'Conta desconectada',
  'account.deactivated': 'Conta desativada',
  'account.reactivated': 'Conta reativada',
  'account.renamed': 'Conta com outro nome',
  'account.imported': 'Conta importada',
  'import.completed': 'Importação',
  'followers.imported': 'Seguidores trazidos',
  'followers.import_removed': 'Seguidores trazidos, retirados',
  'sync.completed': 'Atualização',
  'day.final': 'Dias definitivos',
  'insight.found': 'Descoberta nos números',
  'week.ended': 'Semana contada',
  'sync.failed': 'Atualização que falhou',
  'metric.unsupported': 'Métrica recusada',
  'field.refused': 'Campo recusado',
  'identity.mismatch': 'Resposta de outra conta',
  'days.reread': 'Releitura pedida',
  'token.refreshed': 'Acesso renovado',
  'token.refresh_failed': 'Renovação que falhou',
  'token.expiring': 'Acesso perto do fim',
  'keys.rotated': 'Chaves trocadas',
  'keys.lost': 'Chave perdida',
  'audit.checked': 'Auditoria conferida',
  'audit.broken': 'Auditoria alterada',
  'achievement.unlocked': 'Conquista',
  'achievement.reversed': 'Conquista retirada',
  'delivery.revived': 'Eventos enviados de novo',
  'job.revived': 'Tarefas de volta na fila',
  'person.erased': 'Pessoa apagada',
  'goal.reached': 'Meta alcançada',
  'support.created': 'Pergunta ao suporte',
  'support.answered': 'Resposta do suporte',
  'support.closed': 'Pergunta encerrada',
  'admin.acted': 'Ação de administrador',
}

/** The sentences of the audit log. */
export const auditPtBR = {
  title: 'O que aconteceu',
  type: 'Tipo de evento',
  every: 'Todos',
  user: 'Pessoa (id)',
  about: 'Conta (id)',
  request: 'Pedido (id)',
  since: 'Desde',
  until: 'Até',
  apply: 'Filtrar',
  clear: 'Limpar filtros',
  moreFilters: 'Mais filtros',
  csv: 'Baixar CSV',
  verify: 'Conferir integridade',
  intact: (events: string) => `Tudo íntegro: ${events} ${events === '1' ? 'evento conferido' : 'eventos conferidos'}.`,
  counted: (first: string, last: string) =>
    `Só uma parte foi conferida: os eventos ${first} a ${last} estão como foram escritos. Os anteriores só puderam ser contados, porque a chave deles foi perdida; não dá para dizer se foram alterados.`,
  broken: (sequence: string) => `O evento ${sequence} não está como foi escrito.`,
  reached: (first: string, last: string) => `Conferidos e íntegros: do evento ${first} ao ${last}.`,
  reachedNothing: 'Nenhum evento pôde ser dado como íntegro.',
  empty: 'Nenhum evento com este filtro.',
  by: {
    system: 'O sistema',
    /** After the id of an administrator. */
    admin: (id: string) => `${id} (administração)`,
    nobody: 'Alguém que foi apagado',
  },
  anAccount: 'uma conta',
  facts: 'Detalhes',
  number: 'Evento',
  sameRequest: 'Tudo deste pedido',
  openAccount: (username: string) => `Abrir @${username}`,
  sentences,
  types,
}

export type AuditMessages = typeof auditPtBR
