import type { ReceiptCatalogue } from '../catalogue.ts'

/** Where a number comes from, and why the app may show another. */
export const receipts: ReceiptCatalogue = {
  'receipts.question.day': 'Perguntamos ao Instagram este número, só deste dia.',
  'receipts.question.follows': 'Perguntamos ao Instagram quem começou a seguir e quem deixou de seguir neste dia.',
  'receipts.question.followers': 'Perguntamos ao Instagram quantos seguem agora; ele não informa outros dias.',
  'receipts.question.rate': 'Perguntamos ao Instagram as interações e o alcance deste dia.',
  'receipts.formula.rate': '100 × interações ÷ alcance, com duas casas decimais.',
  'receipts.formula.from_before': 'O total do dia anterior, com quem chegou e quem saiu neste dia.',
  'receipts.formula.from_later': 'O total do próximo dia contado, menos quem chegou e saiu até lá.',
  'receipts.formula.count': 'O que o Instagram contou mais perto do fim do dia, menos o que mudou nesse intervalo.',
  'receipts.difference.own_day':
    'O app do Instagram conta os dias pelo relógio dele; os números do Instagram vêm por dias de Los Angeles.',
  'receipts.difference.other_window': 'O app costuma mostrar 7 ou 30 dias até agora, e não só este dia.',
  'receipts.difference.unique_over_period':
    'Em vários dias o app conta cada pessoa uma vez; quem vem em dois dias está nos dois.',
  'receipts.difference.estimated': 'O Instagram estima este número, e nem sempre estima do mesmo jeito.',
  'receipts.difference.moment_of_day':
    'O app mostra os seguidores de agora; aqui está o total no fim do dia em Los Angeles.',
  'receipts.difference.eu_jp_replies':
    'O Instagram não informa aqui as respostas de pessoas da Europa e do Japão, e parte do seu público vive lá.',
  'receipts.difference.ads':
    'Parte deste dia foi exibida como anúncio. O app costuma mostrar à parte o que veio sem anúncios.',
  'receipts.difference.collaboration':
    'Uma publicação deste dia é de outra conta, em parceria com você; o app soma o que as duas têm.',
  'receipts.difference.corrected':
    'O Instagram corrigiu este número depois de informar pela primeira vez; um print antigo mostra o valor de antes.',
  'receipts.difference.provisional':
    'O Instagram ainda pode corrigir este número: ele se firma três dias depois do fim do dia.',
  'receipts.difference.day_under_way': 'Isto foi lido com o dia ainda em andamento.',
  'receipts.difference.clock_change': 'O relógio mudou em Los Angeles: este dia não tem 24 horas.',
  'receipts.difference.hidden_likes': 'As curtidas de uma publicação deste dia estão ocultas no app; aqui elas contam.',
  'receipts.difference.deleted_post':
    'Uma publicação deste dia foi apagada; o que ela trouxe continua contando no dia.',
  'receipts.difference.highlight': 'Um story deste dia está em um destaque e continua sendo visto.',
  'receipts.difference.under_100_followers': 'Com menos de 100 seguidores o Instagram não informa este número.',
  'receipts.difference.connection_day':
    'Neste dia a conta foi conectada: os seguidores foram contados naquele momento pela primeira vez.',
  'receipts.difference.imported': 'Este número foi trazido de fora, e não lido do Instagram.',
  'receipts.difference.derived': 'Ninguém contou neste dia: o total foi calculado a partir de outro dia.',
}
