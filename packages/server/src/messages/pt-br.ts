import type { Messages } from './catalogue.ts'

export const ptBr: Messages = {
  invalidField: 'Este valor não é válido.',
  reasons: {
    log_in_to_instagram:
      'O Instagram quer confirmar que é você. Abra o Instagram, entre na sua conta e siga os passos que aparecerem; depois toque em atualizar aqui. Não é preciso conectar de novo.',
    lift_restriction:
      'O Instagram restringiu sua conta. Abra o aplicativo do Instagram e resolva o aviso que aparece lá; depois toque em atualizar aqui.',
    wait_out_block:
      'O Instagram bloqueou ações da sua conta por um tempo. Veja o aviso no aplicativo do Instagram; vamos tentar de novo mais tarde.',
  },
  errors: {
    AUTH_REQUIRED: () => 'Sua sessão terminou. Entre de novo para continuar.',
    FORBIDDEN: () => 'Você não tem permissão para ver esta página.',
    VALIDATION: () => 'Algum dado não está certo. Confira os campos indicados e tente de novo.',
    NOT_FOUND: () => 'Não encontramos o que você procura. Volte e tente de novo.',
    CONFLICT: () => 'Os dados mudaram enquanto você usava a página. Recarregue e tente de novo.',
    RATE_LIMITED: ({ wait }) =>
      `Muitos pedidos em pouco tempo. ${wait === undefined ? 'Espere um pouco e tente de novo.' : `Tente de novo em ${wait}.`}`,
    INTERNAL: () => 'Algo deu errado do nosso lado. Tente de novo; se continuar, fale com o suporte.',
    STATE_INVALID: () => 'Este link de conexão não é válido ou já foi usado. Comece a conexão de novo.',
    STATE_EXPIRED: () => 'O tempo para conectar acabou. Comece a conexão de novo.',
    OAUTH_DENIED: () => 'Você cancelou a conexão com o Instagram. Quando quiser, é só tentar de novo.',
    OAUTH_CODE_INVALID: () =>
      'O Instagram não aceitou esta autorização, que já foi usada ou venceu. Comece a conexão de novo.',
    OAUTH_MISCONFIGURED: () => 'O aplicativo não está configurado corretamente no Instagram. Avise o suporte.',
    SCOPE_MISSING: () =>
      'Faltou uma permissão. Conecte de novo e deixe marcadas as permissões de perfil e de insights para podermos mostrar seus números.',
    ACCOUNT_NOT_PROFESSIONAL: () =>
      'Esta é uma conta pessoal. No aplicativo do Instagram, abra Configurações, toque em “Tipo de conta e ferramentas” e mude para conta profissional (é grátis). Depois conecte de novo.',
    ACCOUNT_LINKED_ELSEWHERE: () =>
      'Esta conta do Instagram já está conectada por outra pessoa. Ela precisa ser desconectada lá antes; se precisar de ajuda, fale com o suporte.',
    WRONG_ACCOUNT: () => 'Você entrou com outra conta do Instagram. Entre com a mesma conta de antes para reconectar.',
    NOT_CONNECTED: () => 'Nenhuma conta do Instagram está conectada. Conecte a sua para ver os números.',
    RECONNECT_REQUIRED: () =>
      'A conexão com o Instagram foi encerrada. Reconecte sua conta para continuar atualizando os números.',
    SYNC_COOLDOWN: ({ wait }) =>
      `Seus números acabaram de ser atualizados. ${wait === undefined ? 'Espere um pouco para atualizar de novo.' : `Você pode atualizar de novo em ${wait}.`}`,
    SYNC_IN_PROGRESS: () => 'Já estamos atualizando seus números. Espere terminar.',
    INSTAGRAM_RATE_LIMITED: ({ wait }) =>
      `O Instagram pediu uma pausa nas consultas. ${wait === undefined ? 'Tente de novo mais tarde.' : `Tente de novo em ${wait}.`}`,
    INSTAGRAM_UNAVAILABLE: () =>
      'O Instagram não respondeu agora. Tente de novo em alguns minutos; seus dados estão guardados.',
    INSTAGRAM_REJECTED: () => 'O Instagram recusou o pedido. Se continuar, fale com o suporte.',
  },
}
