/** What a number is made of, and where it comes from. */
export const splitsPtBR = {
  receipt: {
    open: (title: string) => `De onde vem este número: ${title}`,
    title: (title: string, day: string) => `${title} em ${day}`,
    states: {
      provisional: 'Ainda pode mudar: o Instagram não fechou este dia.',
      final: 'Confirmado: não muda mais.',
      imported: 'Trazido de fora, e não lido do Instagram.',
    },
    counts: {
      people: 'Conta pessoas, cada uma uma vez.',
      times: 'Conta cada vez que acontece, mesmo que seja a mesma pessoa.',
      ratio: 'É uma proporção entre dois números.',
    },
    kinds: { estimated: 'É uma estimativa do Instagram.', derived: 'É calculado a partir de outros números.' },
    readAt: (when: string) => `Lido do Instagram em ${when}.`,
    what: 'O que é',
    how: 'Como é contado',
    before: (value: string, readAt: string, replacedAt: string) =>
      `Antes era ${value} (lido em ${readAt}); o Instagram mudou em ${replacedAt}.`,
    why: 'Por que o app pode mostrar outro número',
    questions: 'Perguntas frequentes',
    close: 'Fechar',
  },
  splits: {
    title: 'De onde vêm os números',
    number: 'Número',
    by: { contentType: 'Por tipo de conteúdo', followType: 'Por quem viu' },
    categories: {
      post: 'Posts',
      reel: 'Reels',
      story: 'Stories',
      carousel: 'Carrosséis',
      ad: 'Anúncios',
      follower: 'Seguidores',
      non_follower: 'Não seguidores',
      unknown: 'Não identificados',
    },
    known: (days: string) => `${days} com dados do Instagram`,
    none: 'Sem dados neste período: o Instagram não informou de onde vem este número.',
    average: 'Média por dia: quem viu dois tipos de conteúdo conta nos dois',
  },
}

export type SplitMessages = typeof splitsPtBR
