import type { Catalogue } from '../catalogue.ts'
import { account } from './account.ts'
import { commandLine } from './command-line.ts'
import { doctor } from './doctor.ts'
import { receipts } from './receipts.ts'
import { exported } from './export.ts'
import { insights } from './insights.ts'
import { returnPage } from './return-page.ts'
import { review } from './review.ts'

export const ptBr: Catalogue = {
  ...doctor,
  ...account,
  ...commandLine,
  ...exported,
  ...insights,
  ...returnPage,
  ...receipts,
  ...review,
  'field.invalid': 'Este valor não é válido.',
  'field.unknown': 'Não existe um campo com este nome: “{name}”.',
  'field.end_before_start': 'O último dia vem antes do primeiro. Troque os dois ou escolha outros dias.',
  'field.range_too_long': 'São dias demais de uma vez. Escolha um período menor.',
  'field.in_the_future': 'Este dia está no futuro.',
  'field.too_long_ago': 'Este dia está longe demais no passado.',
  'field.address_not_allowed': 'Não é permitido voltar para este endereço.',
  'field.not_broken_down': 'O Instagram não divide esse número dessa forma. Escolha outro número ou outra divisão.',
  'field.in_the_past': 'Este dia já passou. Escolha hoje ou um dia mais à frente.',
  'field.reached_already': 'Esse número já foi alcançado. Escolha um número maior.',
  'field.too_many': 'O limite já foi atingido. Remova um para poder adicionar outro.',
  'field.csv_unreadable': 'Linha {name}: não é possível ler como CSV. Confira as aspas.',
  'field.csv_empty': 'Este arquivo não tem nenhum dia com um número de seguidores.',
  'field.csv_too_many_lines': 'São mais de 5.000 linhas. Divida o arquivo.',
  'field.csv_columns': 'Linha {name}: é preciso ter um dia e um número de seguidores.',
  'field.csv_day': 'Linha {name}: isto não é um dia. Escreva como 30/11/2026 ou 2026-11-30.',
  'field.csv_day_order':
    'Linha {name}: nada no arquivo diz qual é o dia e qual é o mês. Escreva os dias como 2026-11-30.',
  'field.csv_not_over': 'Linha {name}: este dia ainda não acabou em Los Angeles, por onde o Instagram conta os dias.',
  'field.csv_number': 'Linha {name}: os seguidores precisam ser um número inteiro, 0 ou mais.',
  'field.csv_twice': 'Linha {name}: este dia já está no arquivo com outro número.',
  'field.cursor': 'Esta página da lista não foi encontrada. Comece a lista de novo.',
  'request.not_json': 'Este pedido precisa ser enviado como JSON (Content-Type: application/json).',
  'request.unreadable': 'Não foi possível ler como JSON o que foi enviado.',
  'request.too_long': 'O que foi enviado é longo demais.',
  'request.wrong_method': 'Este endereço não aceita este tipo de pedido.',
  'reasons.log_in_to_instagram':
    'O Instagram quer confirmar que é você. Abra o Instagram, entre na sua conta e siga os passos que aparecerem; depois toque em atualizar aqui. Não é preciso conectar de novo.',
  'reasons.lift_restriction':
    'O Instagram restringiu sua conta. Abra o aplicativo do Instagram e resolva o aviso que aparece lá; depois toque em atualizar aqui.',
  'reasons.wait_out_block':
    'O Instagram bloqueou ações da sua conta por um tempo. Veja o aviso no aplicativo do Instagram; vamos tentar de novo mais tarde.',
  'reasons.app_refused':
    'Temos um problema do nosso lado com o Instagram. Você não precisa fazer nada: voltamos a atualizar assim que resolver.',
  'reasons.app_paused':
    'O Instagram pediu uma pausa em todas as nossas consultas. {wait, select, unknown {Voltamos a atualizar mais tarde, sem você fazer nada.} other {Voltamos a atualizar {wait}, sem você fazer nada.}}',
  'reasons.own_limit':
    'Já usamos as consultas desta hora para esta conta. {wait, select, unknown {Tente de novo na próxima hora.} other {Dá para atualizar de novo {wait}.}}',
  'reasons.several_accounts': 'Você tem mais de uma conta conectada: escolha qual delas.',
  'reasons.changes_ended':
    'Não dá para continuar a lista de mudanças deste ponto: ele é antigo demais, ou os dados mudaram de lugar. Comece de novo, sem cursor.',
  'reasons.passing_fault':
    'Estamos com um problema passageiro do nosso lado. Tente de novo em instantes; seus dados estão guardados.',
  'errors.AUTH_REQUIRED': 'Sua sessão terminou. Entre de novo para continuar.',
  'errors.FORBIDDEN':
    'Você não tem permissão para ver esta página. Se precisar de acesso, fale com quem administra o aplicativo.',
  'errors.VALIDATION': 'Alguma informação não está certa. Confira os campos indicados e tente de novo.',
  'errors.NOT_FOUND': 'Não encontramos o que você procura. Volte e tente de novo.',
  'errors.CONFLICT': 'Os dados mudaram enquanto você usava a página. Recarregue e tente de novo.',
  'errors.RATE_LIMITED':
    'Muitos pedidos em pouco tempo. {wait, select, unknown {Espere um pouco e tente de novo.} other {Tente de novo {wait}.}}',
  'errors.INTERNAL': 'Algo deu errado do nosso lado. Tente de novo; se continuar, fale com o suporte.',
  'errors.STATE_INVALID': 'Este link de conexão não é válido ou já foi usado. Comece a conexão de novo.',
  'errors.STATE_EXPIRED': 'O tempo para conectar acabou. Comece a conexão de novo.',
  'errors.OAUTH_DENIED': 'Você cancelou a conexão com o Instagram. Quando quiser, é só tentar de novo.',
  'errors.OAUTH_CODE_INVALID':
    'O Instagram não aceitou esta autorização, que já foi usada ou venceu. Comece a conexão de novo.',
  'errors.OAUTH_MISCONFIGURED':
    'Temos um problema do nosso lado com o Instagram, e por isso a conexão não terminou. Você não precisa fazer nada: já sabemos dele e vamos resolver.',
  'errors.SCOPE_MISSING':
    'Sem as duas permissões não conseguimos mostrar seus números. Conecte de novo e deixe as duas ligadas.',
  'errors.ACCOUNT_NOT_PROFESSIONAL':
    'Esta é uma conta pessoal. No aplicativo do Instagram, abra Configurações, toque em “Tipo de conta e ferramentas” e mude para conta profissional (é grátis). Depois conecte de novo.',
  'errors.ACCOUNT_LINKED_ELSEWHERE':
    'Esta conta do Instagram já está conectada em outro cadastro. Desconecte-a lá primeiro ou fale com a gente.',
  'errors.WRONG_ACCOUNT': 'Você entrou com outra conta do Instagram. Entre com a mesma conta de antes para reconectar.',
  'errors.NOT_CONNECTED': 'Nenhuma conta do Instagram está conectada. Conecte a sua para ver os números.',
  'errors.RECONNECT_REQUIRED':
    'A conexão com o Instagram foi encerrada. Reconecte sua conta para continuar atualizando os números.',
  'errors.SYNC_COOLDOWN':
    'Seus números acabaram de ser atualizados. {wait, select, unknown {Espere um pouco para atualizar de novo.} other {Você pode atualizar de novo {wait}.}}',
  'errors.SYNC_IN_PROGRESS': 'Já estamos atualizando seus números. Aguarde um instante até terminar.',
  'errors.INSTAGRAM_RATE_LIMITED':
    'O Instagram limita as consultas por hora. {wait, select, unknown {Voltamos a atualizar mais tarde, sem você fazer nada.} other {Voltamos a atualizar {wait}, sem você fazer nada.}}',
  'errors.INSTAGRAM_UNAVAILABLE':
    'O Instagram não respondeu. {wait, select, unknown {Tente de novo em alguns minutos; seus dados estão guardados.} other {Tentamos de novo {wait}, e seus dados estão guardados.}}',
  'errors.INSTAGRAM_REJECTED':
    'O Instagram recusou o pedido. Tente de novo mais tarde; se continuar, fale com o suporte.',
  'notifications.first_connection.title': 'Instagram conectado',
  'notifications.first_connection.body': 'Pronto, @{username} conectado! Estamos trazendo o seu histórico.',
  'notifications.token_expiring.title':
    '{days, plural, =0 {Sua conexão com o Instagram vence hoje} one {Sua conexão com o Instagram vence em # dia} other {Sua conexão com o Instagram vence em # dias}}',
  'notifications.token_expiring.body':
    'A conexão de @{username} vale até {date}. Reconecte para não perder nenhum dia.',
  'notifications.sync_failed.title': 'Não conseguimos atualizar @{username}',
  'notifications.sync_failed.body': '{reason}',
  'notifications.followers_grew.title':
    '{count, plural, =0 {Nenhum seguidor novo} one {# seguidor a mais} many {# de seguidores a mais} other {# seguidores a mais}}',
  'notifications.followers_grew.body':
    '@{username} agora {total, plural, =0 {não tem nenhum seguidor} one {tem # seguidor} many {tem # de seguidores} other {tem # seguidores}}.',
  'notifications.weekly_digest.title':
    '{direction, select, up {Sua semana: {amount, plural, one {# seguidor a mais} many {# de seguidores a mais} other {# seguidores a mais}}} down {Sua semana: {amount, plural, one {# seguidor a menos} many {# de seguidores a menos} other {# seguidores a menos}}} same {Sua semana: o mesmo número de seguidores} other {Sua semana no Instagram}}',
  'notifications.weekly_digest.body':
    '@{username}, de {from} a {to}.{reached, select, unknown {} other { Alcance por dia: {reach, number}{versus, select, up {, {percent, number}% acima da semana anterior} down {, {percent, number}% abaixo da semana anterior} same {, igual à semana anterior} other {}}.}}',
  'notifications.connection_lost.title': 'A conexão de @{username} foi encerrada',
  'notifications.connection_lost.body':
    'O Instagram não aceita mais esta conexão. Reconecte a conta para voltar a atualizar; os números que já temos continuam guardados.',
  'notifications.achievement_unlocked.title': 'Conquista: {achievement}',
  'notifications.achievement_unlocked.body':
    '{credits, plural, =0 {{description}} one {{description} Você ganhou # crédito.} many {{description} Você ganhou # de créditos.} other {{description} Você ganhou # créditos.}}',
  'notifications.goal_reached.title':
    'Meta alcançada: {amount, number} {metric, select, followersCount {{amount, plural, one {seguidor} other {seguidores}}} impressions {{amount, plural, one {visualização} other {visualizações}}} reach {pessoas alcançadas por dia} engagement {{amount, plural, one {interação} other {interações}}} profileViews {{amount, plural, one {visita ao perfil} other {visitas ao perfil}}} likes {{amount, plural, one {curtida} other {curtidas}}} comments {{amount, plural, one {comentário} other {comentários}}} shares {{amount, plural, one {compartilhamento} other {compartilhamentos}}} saves {{amount, plural, one {salvamento} other {salvamentos}}} accountsEngaged {pessoas que interagem por dia} replies {{amount, plural, one {resposta} other {respostas}}} reposts {{amount, plural, one {republicação} other {republicações}}} websiteClicks {{amount, plural, one {clique no site} other {cliques no site}}} profileLinksTaps {{amount, plural, one {toque em links do perfil} other {toques em links do perfil}}} follows {{amount, plural, one {novo seguidor} other {novos seguidores}}} other {}}!',
  'notifications.goal_reached.body': '@{username} chegou aonde você queria. É hora de criar a próxima meta.',
  'notifications.support_answered.title': 'O suporte respondeu',
  'notifications.support_answered.body':
    'Respondemos à sua mensagem nº {ticket}. Veja a resposta na página de suporte.',
  'screens.deletion.title': 'Pedido de exclusão de dados',
  'screens.deletion.done': 'Pronto: em {date} apagamos todos os dados do Instagram desta conta.',
  'screens.deletion.disconnected':
    'Pronto: em {date} encerramos a conexão com esta conta do Instagram e apagamos a chave de acesso.',
  'screens.deletion.kept': 'Não guardamos nada que identifique você neste pedido; esta página mostra só o andamento.',
  'screens.deletion.unknown':
    'Não encontramos um pedido com este código. Confira o endereço que o Instagram mostrou para você.',
  'screens.deletion.code': 'Código: {code}',
  'times.in': 'em {duration}',
  'times.at': '{when, select, today {às {clock}} tomorrow {amanhã às {clock}} other {em {day}, às {clock}}} ({zone})',
  'achievements.given_before': 'Esta conquista já foi dada a você ou a esta conta do Instagram, e só é dada uma vez.',
  'achievements.first_connection.title': 'Primeira conexão',
  'achievements.first_connection.description': 'Você conectou sua primeira conta do Instagram.',
  'achievements.first_connection.goal': 'Conecte sua primeira conta do Instagram.',
  'achievements.connected_7_days.title': 'Uma semana juntos',
  'achievements.connected_7_days.description': 'Sua conta está conectada há 7 dias.',
  'achievements.connected_7_days.goal':
    'Fique 7 dias com a sua conta conectada{left, plural, =0 {} one { · falta # dia} many { · faltam # de dias} other { · faltam # dias}}.',
  'achievements.connected_30_days.title': 'Um mês juntos',
  'achievements.connected_30_days.description': 'Sua conta está conectada há 30 dias.',
  'achievements.connected_30_days.goal':
    'Fique 30 dias com a sua conta conectada{left, plural, =0 {} one { · falta # dia} many { · faltam # de dias} other { · faltam # dias}}.',
  'achievements.followers_100.title': '100 seguidores',
  'achievements.followers_100.description': 'Sua conta chegou a 100 seguidores.',
  'achievements.followers_100.goal':
    'Chegue a 100 seguidores{left, plural, =0 {} one { · falta #} other { · faltam #}}.',
  'achievements.followers_1000.title': '1.000 seguidores',
  'achievements.followers_1000.description': 'Sua conta chegou a 1.000 seguidores.',
  'achievements.followers_1000.goal':
    'Chegue a 1.000 seguidores{left, plural, =0 {} one { · falta #} other { · faltam #}}.',
  'achievements.followers_10000.title': '10.000 seguidores',
  'achievements.followers_10000.description': 'Sua conta chegou a 10.000 seguidores.',
  'achievements.followers_10000.goal':
    'Chegue a 10.000 seguidores{left, plural, =0 {} one { · falta #} other { · faltam #}}.',
  'achievements.best_day.title': 'Melhor dia',
  'achievements.best_day.description': 'Você teve o seu melhor dia em 4 semanas.',
  'achievements.best_day.goal': 'Tenha o seu melhor dia em 4 semanas.',
  'achievements.growth_streak_7.title': 'Sete dias crescendo',
  'achievements.growth_streak_7.description': 'Você ganhou seguidores 7 dias seguidos.',
  'achievements.growth_streak_7.goal':
    'Ganhe seguidores 7 dias seguidos{left, plural, =0 {} one { · falta #} other { · faltam #}}.',
  'screens.connect.a.title': 'Veja como seu Instagram cresce',
  'screens.connect.a.body':
    'Conecte sua conta profissional e acompanhe seguidores, alcance e engajamento em um só lugar. Nunca publicamos nada por você.',
  'screens.connect.a.button': 'Conectar Instagram',
  'screens.connect.b.title': 'Seus números do Instagram, todo dia, sem planilha',
  'screens.connect.b.body':
    'Leva menos de um minuto: entre no Instagram, autorize a leitura dos números e pronto. Você desconecta quando quiser.',
  'screens.connect.b.button': 'Começar agora',
}
