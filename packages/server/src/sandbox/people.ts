import type { Day } from './days.ts'

/** What `account_type` says on graph.instagram.com, in capitals unlike the printed documentation. */
export type AccountType = 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL'

/** Something that always goes wrong with this person. */
export type Quirk = 'insights_never_granted' | 'short_lived' | 'every_third_call_fails' | 'rate_limited'

/** Someone who can sign in to the sandbox. */
export interface SandboxPerson {
  /** Stable name inside the sandbox, also after `control.rename`. */
  readonly username: string
  readonly name: string
  readonly accountType: AccountType
  /** Instagram professional account id, `1784…`. */
  readonly userId: string
  /** What `id` of `/me` and `user_id` of the token answer say. */
  readonly appScopedId: string
  /** One line of Portuguese about what happens. */
  readonly description: string
  readonly biography: string
  readonly website: string | null
  readonly hasProfilePicture: boolean
  readonly follows: number
  /** Followers on {@link anchorDay}. */
  readonly followers: number
  /** Growth of followers in a year, 0.35 = 35 %. */
  readonly yearlyGrowth: number
  /** Share of the followers reached on an ordinary day. */
  readonly reachRate: number
  readonly postsPerWeek: number
  readonly firstMediaDay: Day
  /** Media before this day answer 100/2108006. */
  readonly professionalSince: Day
  readonly quirk: Quirk | null
  /** How the days differ: `steady` has no viral days, `eventful` a rise, a viral day and a fall in every thirteen weeks. */
  readonly rhythm: 'ordinary' | 'steady' | 'eventful'
  /** How far a day's reach may be from the usual, 0.25 = 25 % up or down. */
  readonly noise: number
  /** Runs ads in the working days of every third week: they are in the account's numbers, not in its posts. */
  readonly advertises: boolean
  /** Whose posts stand among this person's own, as collaborations. */
  readonly partner: { readonly username: string; readonly userId: string } | null
  /** Replies to stories are never counted. */
  readonly isInEurope: boolean
}

/** The day on which `followers` of the table is true. */
export const anchorDay: Day = '2026-10-01'

const ordinary = {
  accountType: 'BUSINESS',
  website: null,
  hasProfilePicture: true,
  follows: 310,
  yearlyGrowth: 0.25,
  reachRate: 0.16,
  postsPerWeek: 3,
  firstMediaDay: '2024-10-01',
  professionalSince: '2024-10-20',
  quirk: null,
  rhythm: 'ordinary',
  noise: 0.25,
  advertises: false,
  partner: null,
  isInEurope: false,
} as const

/** Everybody. Ids differ from each other beyond the 53 bits of a JavaScript number on purpose. */
export const people: readonly SandboxPerson[] = [
  {
    ...ordinary,
    username: 'loja.da.ana',
    name: 'Loja da Ana',
    userId: '17841477965412212',
    appScopedId: '38281000000004703',
    description: 'Conta comercial com cerca de 12 mil seguidores. Tudo funciona.',
    biography: 'Roupas feitas à mão em Belo Horizonte 🧵 Enviamos para todo o Brasil',
    website: 'https://loja-da-ana.example/',
    followers: 12_100,
    yearlyGrowth: 0.3,
    postsPerWeek: 4,
  },
  {
    ...ordinary,
    username: 'criador.leo',
    name: 'Leo Martins',
    accountType: 'MEDIA_CREATOR',
    userId: '17841401980438718',
    appScopedId: '28978671838402975',
    description: 'Criador de conteúdo com cerca de 48 mil seguidores e alguns vídeos virais.',
    biography: 'Cozinha de rua 🌶️ Receitas de 30 segundos',
    followers: 48_300,
    follows: 812,
    yearlyGrowth: 0.45,
    reachRate: 0.34,
    postsPerWeek: 5,
  },
  {
    ...ordinary,
    username: 'cafe.pequeno',
    name: 'Café Pequeno',
    userId: '17841460011223345',
    appScopedId: '26134589012345678',
    description: 'Menos de 100 seguidores: o Instagram não informa seguidores ganhos, público nem melhores horários.',
    biography: 'Um café, seis mesas.',
    followers: 61,
    follows: 94,
    yearlyGrowth: 0.06,
    reachRate: 0.3,
    postsPerWeek: 1,
  },
  {
    ...ordinary,
    username: 'conta.pessoal',
    name: 'Bia',
    accountType: 'PERSONAL',
    userId: '17841455501234567',
    appScopedId: '25551234567890123',
    description: 'Conta pessoal, não profissional: o Instagram não oferece métricas para ela.',
    biography: '',
    hasProfilePicture: false,
    followers: 340,
    postsPerWeek: 1,
  },
  {
    ...ordinary,
    username: 'sem.permissao',
    name: 'Estúdio Sem Permissão',
    userId: '17841433398765432',
    appScopedId: '27333987654321098',
    description: 'Autoriza o aplicativo, mas nunca concede a permissão de métricas.',
    biography: 'Fotografia analógica',
    followers: 5_200,
    quirk: 'insights_never_granted',
  },
  {
    ...ordinary,
    username: 'token.expira',
    name: 'Academia Prazo Curto',
    userId: '17841422212121212',
    appScopedId: '24222121212121213',
    description: 'A autorização vale só 5 dias no começo: logo aparece o aviso de que está para expirar.',
    biography: 'Treino funcional em São Paulo',
    followers: 8_300,
    quirk: 'short_lived',
  },
  {
    ...ordinary,
    username: 'numero.gigante',
    name: 'Número Gigante',
    accountType: 'MEDIA_CREATOR',
    userId: '17841477965412211',
    appScopedId: '38281000000004701',
    description:
      'Identificadores que só diferem dos de loja.da.ana no último dígito: um programa que os arredonda confunde as duas contas.',
    biography: 'Matemática para curiosos',
    followers: 21_000,
    reachRate: 0.22,
  },
  {
    ...ordinary,
    username: 'instavel',
    name: 'Rádio Instável',
    userId: '17841444456565656',
    appScopedId: '29444565656565657',
    description: 'A cada três chamadas, uma falha por um momento (código 2) e depois volta a funcionar.',
    biography: 'Música sem parar. Quase.',
    followers: 15_700,
    quirk: 'every_third_call_fails',
  },
  {
    ...ordinary,
    username: 'limite.atingido',
    name: 'Limite Atingido',
    userId: '17841466678787878',
    appScopedId: '30666787878787879',
    description:
      'O perfil abre, mas as métricas respondem que o limite de chamadas da conta foi atingido (código 80002).',
    biography: 'Promoções todo dia',
    followers: 33_000,
    quirk: 'rate_limited',
  },
  {
    ...ordinary,
    username: 'loja.anuncia',
    name: 'Loja Anuncia',
    userId: '17841458812345601',
    appScopedId: '31588123456010001',
    description:
      'Faz anúncios de segunda a sexta, uma semana a cada três: os números da conta os contam, os dos posts não.',
    biography: 'Calçados com frete grátis',
    website: 'https://loja-anuncia.example/',
    followers: 9_400,
    advertises: true,
  },
  {
    ...ordinary,
    username: 'dupla.lisboa',
    name: 'Dupla de Lisboa',
    accountType: 'MEDIA_CREATOR',
    userId: '17841458812345602',
    appScopedId: '31588123456010002',
    description:
      'Um em cada três posts é uma colaboração publicada por parceira.porto. Na Europa, respostas a stories não são contadas.',
    biography: 'Dois amigos e uma cidade',
    followers: 14_600,
    postsPerWeek: 5,
    partner: { username: 'parceira.porto', userId: '17841458812345699' },
    isInEurope: true,
  },
  {
    ...ordinary,
    username: 'perfil.calmo',
    name: 'Perfil Calmo',
    userId: '17841458812345603',
    appScopedId: '31588123456010003',
    description: 'Todo dia parecido com o anterior, sem vídeos virais: não há nada de especial para contar.',
    biography: 'Um poema por dia',
    followers: 3_900,
    yearlyGrowth: 0.1,
    noise: 0.08,
    rhythm: 'steady',
  },
  {
    ...ordinary,
    username: 'altos.e.baixos',
    name: 'Altos e Baixos',
    userId: '17841458812345604',
    appScopedId: '31588123456010004',
    description:
      'A cada treze semanas: três de alta, um dia viral com seu reel e duas de queda, que um bom relatório encontra.',
    biography: 'Escalada e trilhas',
    followers: 17_200,
    reachRate: 0.24,
    postsPerWeek: 4,
    noise: 0.12,
    rhythm: 'eventful',
  },
]
