import type { AccountCatalogue } from '../catalogue.ts'

/** Por que os números de uma conta não chegam, para quem opera. */
export const account: AccountCatalogue = {
  'account.deactivated': 'Um administrador parou todo o trabalho desta conta em {at}.',
  'account.deactivated.next': 'Reative, se for para continuar; a auditoria diz quem parou.',
  'account.disconnected': 'Foi desconectada em {at}; nada mais é lido.',
  'account.disconnected.next': 'Só quem é dono pode conectar de novo.',
  'account.reconnect_required': 'O Instagram recusa o token de vez: a conexão terminou.',
  'account.reconnect_required.next': 'A pessoa precisa conectar de novo e já foi avisada; os números até aqui ficam.',
  'account.app_refused': 'O Instagram recusa o aplicativo inteiro; nada é consultado até {until}.',
  'account.app_refused.next': 'Veja o aplicativo no painel da Meta; doctor diz mais. Depois continua sozinho.',
  'account.app_paused':
    'O Instagram pediu uma pausa ao aplicativo inteiro até {until}; nada é consultado para nenhuma conta.',
  'account.app_paused.next': 'Espere: depois, todas as contas são postas em dia sozinhas.',
  'account.account_paused': 'O Instagram pediu uma pausa nas consultas desta conta até {until}.',
  'account.account_paused.next': 'Espere: depois continua sozinho.',
  'account.usage_high': 'O Instagram diz que o limite dele está quase no fim; o segundo plano espera até {until}.',
  'account.usage_high.next': 'Espere; se acontecer toda noite, diminua INSTAGRAM_CALLS_PER_HOUR.',
  'account.budget_used':
    'O nosso próprio limite segura: {used, number} de {limit, number} chamadas foram feitas na última hora; há lugar a partir de {until}.',
  'account.budget_used.next': 'Espere: continua sozinho. O limite é INSTAGRAM_CALLS_PER_HOUR.',
  'account.held': 'Um processo está com a conta até {until}: {by}.',
  'account.held.next': 'Espere: uma reserva que não é renovada termina em dois minutos.',
  'account.run_failed': 'A última atualização falhou em {at}. {reason}',
  'account.run_failed.next': 'Com o id de rastreio, pergunte à Meta; tentamos de novo sozinhos.',
  'account.run_partial': 'A última atualização, de {at}, trouxe só uma parte. {reason}',
  'account.run_partial.next': 'O que falta é lido sozinho; se continuar assim, pergunte à Meta com o id de rastreio.',
  'account.run_postponed': 'A última atualização foi adiada em {at}. {reason}',
  'account.run_postponed.next': 'Espere: é posta em dia sozinha.',
  'account.never_synced': 'A primeira atualização ainda não trouxe nada.',
  'account.never_synced.next': 'Atualize agora e olhe o resultado.',
  'account.scopes_missing': 'A pessoa não concedeu: {scopes}.',
  'account.scopes_missing.next': 'Peça que conecte de novo e deixe todas as permissões marcadas.',
  'account.metrics_refused': 'O Instagram recusa para esta conta: {metrics}. Todo o resto é lido.',
  'account.metrics_refused.next': 'Nada: são pedidas de novo depois de trinta dias.',
  'account.refresh_failing':
    'O token não pôde ser renovado {failures, plural, one {uma vez} other {# vezes seguidas}}. {reason}',
  'account.refresh_failing.next':
    'É tentado toda noite; se continuar assim até o fim do token, a pessoa precisa conectar de novo.',
  'account.night_missing': 'A noite de {due} não rodou.',
  'account.night_missing.next':
    'Veja se há um worker rodando e a linha night.ended no log dele; sync --due põe em dia agora.',
  'account.night_broke_off': 'A noite de {due} parou no meio, e ninguém continuou.',
  'account.night_broke_off.next': 'Ligue um worker: ele continua de onde a noite parou.',
  'account.night_under_way': 'A noite de {due} está em andamento; a vez desta conta não chegou.',
  'account.night_under_way.next': 'Espere.',
  'account.night_passed_over': 'A noite de {due} terminou sem atualizar esta conta.',
  'account.night_passed_over.next': 'Procure trabalhos abandonados na tela de estado e atualize agora.',
  'account.left_out': 'A noite deixou a conta de fora em {at}, porque um processo estava com ela: {by}.',
  'account.left_out.next': 'Ela é posta em dia sozinha; atualize agora se isso for tarde demais.',
  'account.nothing': 'Nada impede esta conta.',
  'account.nothing.next': 'Se um número parece errado, o Instagram talvez ainda não o tenha dito: veja o motivo dele.',
}
