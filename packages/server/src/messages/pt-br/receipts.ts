import type { ReceiptCatalogue } from '../catalogue.ts'

/** Where a number comes from, and why the app may show another. */
export const receipts: ReceiptCatalogue = {
  'receipts.question.day': 'Perguntamos ao Instagram este número, só para este dia.',
  'receipts.question.follows':
    'Perguntamos ao Instagram quantas pessoas começaram a seguir a conta neste dia e quantas deixaram de seguir.',
  'receipts.question.followers':
    'Perguntamos ao Instagram quantos seguidores a conta tem agora; o total de outros dias ele não informa.',
  'receipts.question.rate': 'Perguntamos ao Instagram as interações e o alcance deste dia.',
  'receipts.formula.rate': 'As interações divididas pelo alcance, em porcentagem, com duas casas decimais.',
  'receipts.formula.from_before': 'O total do dia anterior, mais quem chegou e menos quem saiu neste dia.',
  'receipts.formula.from_later':
    'O total do próximo dia em que houve contagem, descontando quem chegou e quem saiu até lá.',
  'receipts.formula.count':
    'O total que o Instagram contou mais perto do fim do dia, descontando o que mudou nesse meio-tempo.',
  'receipts.difference.own_day':
    'O app conta os dias pelo relógio dele; aqui vale o dia do Instagram, que segue o horário da Califórnia.',
  'receipts.difference.other_window': 'O app costuma mostrar 7 ou 30 dias até agora, e não só este dia.',
  'receipts.difference.unique_over_period':
    'Em um período de vários dias, o app conta cada pessoa uma vez só; aqui, quem veio em dois dias conta nos dois.',
  'receipts.difference.estimated': 'O Instagram estima este número, e nem sempre estima do mesmo jeito.',
  'receipts.difference.moment_of_day':
    'O app mostra os seguidores de agora; aqui está o total no fim do dia do Instagram.',
  'receipts.difference.eu_jp_replies':
    'O Instagram não informa aqui as respostas de pessoas da Europa e do Japão, e parte do seu público vive lá.',
  'receipts.difference.ads':
    'Parte do que foi visto neste dia apareceu como anúncio. O app costuma mostrar em separado o que veio sem anúncios.',
  'receipts.difference.collaboration':
    'Uma publicação deste dia é de outra conta, em parceria com você; o app soma os números das duas.',
  'receipts.difference.corrected':
    'O Instagram corrigiu este número depois de informá-lo pela primeira vez; um print antigo mostra o valor de antes.',
  'receipts.difference.provisional':
    'O Instagram ainda pode corrigir este número: ele fica definitivo três dias depois do fim do dia.',
  'receipts.difference.day_under_way': 'Este número foi lido com o dia ainda em andamento.',
  'receipts.difference.clock_change':
    'O horário de verão começou ou terminou na Califórnia: este dia do Instagram não tem 24 horas.',
  'receipts.difference.hidden_likes': 'As curtidas de uma publicação deste dia estão ocultas no app; aqui elas contam.',
  'receipts.difference.deleted_post':
    'Uma publicação deste dia foi apagada; o que ela trouxe continua contando no dia.',
  'receipts.difference.highlight': 'Um story deste dia está em um destaque e continua sendo assistido.',
  'receipts.difference.under_100_followers': 'Com menos de 100 seguidores o Instagram não informa este número.',
  'receipts.difference.connection_day':
    'Neste dia a conta foi conectada: os seguidores foram contados naquele momento pela primeira vez.',
  'receipts.difference.imported': 'Este número foi trazido de fora, e não lido do Instagram.',
  'receipts.difference.derived': 'Ninguém contou neste dia: o total foi calculado a partir de outro dia.',
}
