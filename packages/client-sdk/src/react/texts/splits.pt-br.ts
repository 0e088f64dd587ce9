/** What a number is made of. */
export const splitsPtBR = {
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
