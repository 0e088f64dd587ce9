import type { ReceiptCatalogue } from '../catalogue.ts'

/** Where a number comes from, and why the app may show another. */
export const receipts: ReceiptCatalogue = {
  'receipts.definition.followersCount': 'Quantas pessoas seguem a sua conta no fim do dia.',
  'receipts.definition.impressions':
    'Quantas vezes seus posts, reels e stories apareceram na tela de alguém. A mesma pessoa pode contar várias vezes.',
  'receipts.definition.reach':
    'Quantas pessoas diferentes viram alguma coisa sua no dia. Quem viu dez vezes conta uma.',
  'receipts.definition.engagement': 'Curtidas, comentários, salvamentos, compartilhamentos e respostas, tudo somado.',
  'receipts.definition.profileViews': 'Quantas vezes alguém abriu o seu perfil.',
  'receipts.definition.likes': 'Curtidas que seus posts e reels receberam no dia, também os antigos.',
  'receipts.definition.comments': 'Comentários escritos no dia nos seus posts e reels, também nos antigos.',
  'receipts.definition.shares':
    'Quantas vezes alguém mandou algo seu para outra pessoa ou colocou nos próprios stories.',
  'receipts.definition.saves': 'Quantas vezes alguém guardou um post ou reel seu para ver depois.',
  'receipts.definition.accountsEngaged':
    'Quantas pessoas diferentes curtiram, comentaram, salvaram, compartilharam ou responderam no dia.',
  'receipts.definition.engagementRate': 'De cada 100 pessoas alcançadas, quantas interações vieram.',
  'receipts.definition.replies': 'Respostas que seus stories receberam.',
  'receipts.definition.reposts': 'Quantas vezes alguém republicou um post ou reel seu.',
  'receipts.definition.websiteClicks': 'Quantas vezes alguém tocou no link do site no seu perfil.',
  'receipts.definition.profileLinksTaps':
    'Quantas vezes alguém tocou em um botão do seu perfil: ligar, e-mail, mensagem, como chegar ou reservar.',
  'receipts.definition.follows': 'Quantas pessoas começaram a seguir você no dia.',
  'receipts.definition.unfollows': 'Quantas pessoas deixaram de seguir você no dia.',
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
