import type { MediaMissingReason, MediaType } from '@instagram-dashboard/server/contract'

const types: Record<MediaType, string> = {
  image: 'Foto',
  video: 'Vídeo',
  carousel: 'Carrossel',
  reel: 'Reel',
  story: 'Story',
}

const missing: Record<MediaMissingReason, string> = {
  not_read_yet: 'Os números chegam na próxima atualização.',
  too_few_viewers: 'Menos de cinco pessoas viram: o Instagram não informa os números.',
  before_conversion: 'Publicado antes de a conta ser profissional: o Instagram não tem os números.',
  no_figures: 'O Instagram ainda não tem os números: é muito recente ou pouca gente viu.',
  unavailable: 'O Instagram não informou os números.',
}

/** The sentences around posts, the audience and the user's own things. */
export const userPtBR = {
  inApp: {
    title: 'Abra esta página no seu navegador',
    lead: 'Você está no navegador de outro aplicativo, e nele a entrada no Instagram pode se perder. Copie o endereço e abra no Chrome ou no Safari.',
    copy: 'Copiar endereço',
  },
  media: {
    title: 'Melhores publicações',
    sort: 'Ordenar por',
    sorts: {
      engagement: 'Mais interações',
      reach: 'Maior alcance',
      views: 'Mais visualizações',
      engagementRate: 'Maior taxa de engajamento',
      averageWatchTimeMs: 'Reels mais assistidos',
      recent: 'Mais recentes',
    },
    types,
    missing,
    watched: 'Tempo médio',
    skipped: 'Pulos',
    readAt: (when: string) => `lido ${when}`,
    opens: '(abre no Instagram)',
    empty: 'Ainda não há publicações',
    emptyLead: 'Seus posts e reels aparecem aqui depois da próxima atualização.',
  },
  stories: {
    title: 'Stories',
    columns: ['Quando', 'Visualizações', 'Saídas', 'Quem ficou'],
    note: '“Quem ficou” é conta nossa: de cada 100 visualizações, quantas não terminaram em saída. Os números são os das últimas horas de cada story.',
  },
  history: {
    title: 'A publicação mais recente, hora a hora',
    columns: ['Idade', 'Visualizações', 'Comparada'],
    ages: { '1h': '1 hora', '6h': '6 horas', '24h': '24 horas', '48h': '48 horas', '7d': '7 dias', '30d': '30 dias' },
    times: (count: number, times: string) => `${times} ${count < 2 ? 'vez' : 'vezes'} o seu normal`,
    note: (posts: string) =>
      `O normal é o valor do meio entre as suas publicações do mesmo tipo, na mesma idade. Com menos de ${posts} não dá para dizer.`,
  },
  insights: {
    title: 'O que seus números dizem',
    why: 'Por que dizemos isso',
    looked: (days: string, posts: string) =>
      `Olhamos ${days} com números definitivos e ${posts} ${posts === '1' ? 'publicação' : 'publicações'}.`,
    forecast: (low: string, high: string, day: string) =>
      `Até ${day}: entre ${low} e ${high} seguidores (em 8 de 10 casos).`,
    pastError: (percent: string, within: string) =>
      `Nossas previsões anteriores para esta conta erraram ${percent} em média; ${within} ficaram dentro da faixa.`,
    backtest: (percent: string) => `Testada com o passado desta conta, a previsão errou ${percent} em média.`,
  },
  export: {
    title: 'Baixar os números deste período:',
    what: 'O que baixar',
    datasets: { days: 'Dias', growth: 'Seguidores', posts: 'Publicações', stories: 'Stories' },
    as: (format: string) => `Baixar como ${format}`,
  },
  notifications: {
    title: 'Avisos',
    bell: (count: number, text: string) => (count === 1 ? 'Avisos: 1 não lido' : `Avisos: ${text} não lidos`),
    unread: 'Não lido:',
    markRead: 'Marcar como lido',
    markReadOf: (title: string) => `Marcar como lido: ${title}`,
    markAllRead: 'Marcar todos como lidos',
    resolved: 'já resolvido',
    empty: 'Nenhum aviso por enquanto. Quando houver novidade, ela aparece aqui.',
  },
  achievements: {
    title: 'Conquistas',
    credits: (count: number, text: string) => (count === 1 ? '1 crédito' : `${text} créditos`),
    reached: (day: string) => `Conquistada em ${day}`,
    gave: (count: number, text: string) => (count === 1 ? '+1 crédito' : `+${text} créditos`),
    progress: (current: string, target: string) => `${current} de ${target}`,
    history: 'De onde vieram os créditos',
  },
  settings: {
    accounts: 'Contas do Instagram',
    none: 'Nenhuma conta conectada por enquanto.',
    since: (day: string) => `Conectada desde ${day}`,
    privacy: 'Seus dados',
    exportLead: 'Baixe um arquivo com tudo o que guardamos sobre você.',
    export: 'Baixar meus dados',
    compare: 'Contar minhas contas nas comparações entre contas parecidas',
    compareHint:
      'Ninguém vê os seus números: só médias com ruído, de muitas contas. Quem fica de fora também não vê a comparação.',
    eraseLead: 'Apague para sempre tudo o que guardamos: contas conectadas, números, avisos, conquistas e mensagens.',
    erase: 'Apagar tudo',
    eraseTitle: 'Apagar todos os seus dados?',
    eraseWarning: 'Suas contas são desconectadas e tudo o que guardamos sobre você some. Não dá para desfazer.',
    eraseUnderstood: 'Entendi, e quero apagar tudo.',
    keep: 'Manter meus dados',
  },
  followersFile: {
    title: 'Seguidores de antes',
    lead: 'Tem uma planilha com o dia e o número de seguidores? Salve como CSV e traga para cá. O que o Instagram diz fica como está.',
    choose: 'Escolher arquivo CSV',
    account: 'Conta',
    preview: ({ days, known, first, last }: { days: number; known: number; first: string; last: string }) =>
      `De ${first} a ${last}: ${days} ${days === 1 ? 'dia entra' : 'dias entram'}, ${known} já ${known === 1 ? 'conhecido fica' : 'conhecidos ficam'} como está.`,
    save: 'Trazer',
    saved: 'Pronto. Os dias trazidos aparecem marcados.',
    remove: 'Tirar o que foi trazido',
    removed: (days: number) => `${days} ${days === 1 ? 'dia retirado' : 'dias retirados'}.`,
  },
  support: {
    title: 'Fale com a gente',
    subject: 'Assunto (se quiser)',
    message: 'Como podemos ajudar?',
    include: 'Enviar junto o estado das minhas contas',
    includeHint: 'Ajuda a resolver mais rápido. Nunca inclui senhas nem chaves de acesso.',
    show: 'Ver o que vai ser enviado',
    send: 'Enviar',
    sent: 'Recebemos a sua mensagem. A resposta aparece aqui e nos seus avisos.',
    mine: 'Minhas mensagens',
    none: 'Você ainda não enviou nenhuma mensagem.',
    answer: 'Resposta',
    status: { open: 'Aguardando resposta', answered: 'Respondida', closed: 'Encerrada' },
  },
}

export type UserMessages = typeof userPtBR
