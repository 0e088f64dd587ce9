import type { Locale } from '@instagram-dashboard/server/contract'
import { toLocale } from './locale.ts'

const sentences = {
  'pt-BR': {
    unreachable: 'Não conseguimos falar com o servidor. Confira sua conexão com a internet e tente de novo.',
    unreadable: 'O servidor não respondeu como esperado. Tente de novo em instantes.',
    slow: 'O servidor demorou demais para responder. Tente de novo em instantes.',
    OAUTH_DENIED: 'Você cancelou a conexão com o Instagram. Quando quiser, é só tentar de novo.',
    INSTAGRAM_REJECTED: 'O Instagram recusou o pedido. Tente de novo mais tarde; se continuar, fale com o suporte.',
    no_answer:
      'O Instagram trouxe você de volta sem dizer se a conexão foi autorizada. Nada foi conectado: é só tentar de novo.',
    STATE_INVALID: 'Este link de conexão não é válido ou já foi usado. Comece a conexão de novo.',
    POPUP_BLOCKED: 'O navegador bloqueou a janela do Instagram. Permita janelas deste site e tente de novo.',
    POPUP_CLOSED: 'A janela do Instagram foi fechada antes do fim. Quando quiser, é só tentar de novo.',
    POPUP_TIMEOUT: 'A conexão com o Instagram demorou demais e expirou. Comece a conexão de novo.',
    opening: 'Abrindo o Instagram…',
  },
  en: {
    unreachable: 'We could not reach the server. Check your internet connection and try again.',
    unreadable: 'The server did not answer as expected. Try again in a moment.',
    slow: 'The server took too long to answer. Try again in a moment.',
    OAUTH_DENIED: 'You cancelled the connection with Instagram. You can try again whenever you like.',
    INSTAGRAM_REJECTED: 'Instagram refused the request. Try again later; if it goes on, contact support.',
    no_answer:
      'Instagram sent you back without saying whether the connection was allowed. Nothing was connected: just try again.',
    STATE_INVALID: 'This connection link is not valid or was already used. Start connecting again.',
    POPUP_BLOCKED: 'The browser blocked the Instagram window. Allow windows of this site and try again.',
    POPUP_CLOSED: 'The Instagram window was closed before the end. You can try again whenever you like.',
    POPUP_TIMEOUT: 'Connecting to Instagram took too long and expired. Start connecting again.',
    opening: 'Opening Instagram…',
  },
} satisfies Record<Locale, Record<string, string>>

export type SentenceName = keyof (typeof sentences)[Locale]

/** What happened and what to do next, for failures that no server has put into words. */
export function sentence(name: SentenceName, locale: string): string {
  return sentences[toLocale(locale)][name]
}
