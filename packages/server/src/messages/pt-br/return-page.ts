import type { ReturnPageCatalogue } from '../catalogue.ts'

export const returnPage: ReturnPageCatalogue = {
  'screens.return.title': 'Conexão com o Instagram',
  'screens.return.no_script':
    'Para terminar a conexão, ative o JavaScript neste navegador e recarregue esta página em até 10 minutos. Se preferir, volte ao site e conecte de novo por outro navegador.',
  'screens.return.in_app':
    'Você está no navegador de outro aplicativo, onde a conexão pode se perder. Abra este site no navegador do celular (Chrome ou Safari) e conecte por lá.',
  'screens.return.code': 'Se precisar de ajuda, envie este código ao suporte:',
  'screens.return.retry.button': 'Tentar de novo',
  'screens.return.back.button': 'Voltar',
  'screens.return.go_on.button': 'Continuar',
  'screens.return.sign_in.button': 'Entrar e continuar',
  'screens.return.working.title': 'Conectando…',
  'screens.return.working.body': 'Estamos conversando com o Instagram. Só um instante.',
  'screens.return.connected.title': 'Conta conectada',
  'screens.return.connected.body': 'Seus números já estão chegando.',
  'screens.return.elsewhere.title': 'Conta conectada',
  'screens.return.elsewhere.body': 'Pode fechar esta janela e voltar para onde você estava.',
  'screens.return.cancelled.title': 'Tudo bem, nada foi conectado',
  'screens.return.cancelled.body': 'Você saiu antes de autorizar. Quando quiser, volte e conecte de novo.',
  'screens.return.sign_in.title': 'Entre de novo para terminar',
  'screens.return.sign_in.body':
    'O Instagram já autorizou, mas neste navegador ninguém está com a sessão aberta neste site. Entre por esta mesma aba em até 10 minutos. Se a conta não aparecer conectada, é só conectar de novo.',
  'screens.return.failed.title': 'Não conseguimos conectar',
  'screens.return.failed.body': 'Algo inesperado aconteceu. Volte e conecte de novo.',
  'screens.return.nothing.title': 'Não há nada para terminar aqui',
  'screens.return.nothing.body':
    'Esta página só aparece na volta do Instagram. Se você ia conectar uma conta, volte e comece de novo.',
}
