import type { Question } from './questions.ts'

export const questionsPtBR: readonly Question[] = [
  {
    question: 'Por que o número aqui é diferente do que vejo no app do Instagram?',
    answer:
      'Quase sempre é o período: o app mostra os últimos 7 ou 30 dias até agora, e aqui cada dia é contado inteiro, do jeito que o Instagram fecha o dia. No ⓘ de cada número estão os motivos que valem para ele.',
  },
  {
    question: 'Quando começa e quando termina um dia?',
    answer:
      'O Instagram vira o dia à meia-noite da Califórnia: no Brasil são 4h ou 5h da manhã, conforme o horário de verão de lá. O que você posta de madrugada pode entrar no dia anterior.',
  },
  {
    question: 'Por que alguns dias “ainda podem mudar”?',
    answer:
      'O Instagram leva até três dias para fechar um número. Enquanto isso ele pode subir ou descer um pouco; no gráfico, esses dias ficam em fundo sombreado. Depois disso, o número não muda mais.',
  },
  {
    question: 'Por que o dia de hoje não aparece?',
    answer: 'Um dia pela metade pareceria uma queda. Os períodos vão até ontem, o último dia inteiro do Instagram.',
  },
  {
    question: 'O que é a “minha média” nos posts?',
    answer:
      'A média dos seus próprios posts do mesmo tipo (Reels com Reels, carrosséis com carrosséis) que já têm mais de sete dias. Com menos de cinco posts de um tipo ainda não há média.',
  },
  {
    question: 'Como vocês sabem por que o número mudou?',
    answer:
      'Comparamos cada período com o sobe e desce normal da sua conta. Só dizemos que algo mudou quando passa disso, e mostramos a conta inteira em cada cartão. A causa é sempre a mais provável, nunca uma certeza.',
  },
  {
    question: 'Por que o alcance do período não é a soma dos dias?',
    answer:
      'Uma pessoa que viu você na segunda e na terça foi alcançada nos dois dias, mas é uma pessoa só. Por isso mostramos a média por dia; quando o Instagram informa, mostramos também quantas pessoas diferentes foram no período inteiro.',
  },
  {
    question: 'Por que o meu público está vazio?',
    answer:
      'O Instagram só informa idade, gênero e lugar a partir de 100 seguidores, e só dos grupos maiores. Depois de conectar, o público chega em alguns minutos.',
  },
  {
    question: 'Por que não consigo atualizar de novo agora?',
    answer:
      'O Instagram limita quantas consultas cada conta pode fazer por hora. Por isso há um intervalo entre duas atualizações; fora dele, tudo é atualizado sozinho toda noite.',
  },
  {
    question: 'Os números de antes de conectar aparecem?',
    answer:
      'Sim, até onde o Instagram guarda: a maioria dos números tem cerca de dois anos, os seguidores ganhos e perdidos um mês. O total de seguidores de antes pode ser trazido de um arquivo, em Conta.',
  },
  {
    question: 'Vocês podem postar ou ler minhas mensagens?',
    answer:
      'Não. A permissão é só de leitura do perfil e das estatísticas. Você pode desconectar quando quiser, e apagar tudo o que foi guardado.',
  },
]
