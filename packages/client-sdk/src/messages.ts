const sentences = {
  'pt-BR': {
    unreachable: 'Não conseguimos falar com o servidor. Confira sua conexão com a internet e tente de novo.',
    unreadable: 'O servidor não respondeu como esperado. Tente de novo em instantes.',
    OAUTH_DENIED: 'Você cancelou a conexão com o Instagram. Quando quiser, é só tentar de novo.',
    INSTAGRAM_REJECTED: 'O Instagram recusou o pedido. Se continuar, fale com o suporte.',
    STATE_INVALID: 'Este link de conexão não é válido ou já foi usado. Comece a conexão de novo.',
  },
  en: {
    unreachable: 'We could not reach the server. Check your internet connection and try again.',
    unreadable: 'The server did not answer as expected. Try again in a moment.',
    OAUTH_DENIED: 'You cancelled the connection with Instagram. You can try again whenever you like.',
    INSTAGRAM_REJECTED: 'Instagram refused the request. If it goes on, contact support.',
    STATE_INVALID: 'This connection link is not valid or was already used. Start connecting again.',
  },
}

/** What happened and what to do next, for failures that no server has put into words. */
export function sentence(name: keyof (typeof sentences)['en'], locale: string): string {
  return sentences[/^en\b/i.test(locale) ? 'en' : 'pt-BR'][name]
}
