import type { ReviewCatalogue } from '../catalogue.ts'

/** O que se escreve para a análise do app da Meta. O que está entre colchetes é para quem envia preencher. */
export const review: ReviewCatalogue = {
  'review.title': 'Pacote para a análise do app (App Review)',
  'review.intro':
    'Feito em {at} com as configurações e os registros desta instalação. Não contém segredos. Leia cada texto antes de colar, preencha o que está entre [colchetes] e mude o que não for verdade no seu app: quem envia responde por ele.',
  'review.values': 'Valores para colar',
  'review.value.app_id': 'ID do app do Instagram (não o ID do app da Meta)',
  'review.value.redirect_uri': 'URI de redirecionamento do OAuth, byte a byte',
  'review.value.deauthorize': 'URL de retorno de chamada de desautorização',
  'review.value.deletion': 'URL de solicitação de exclusão de dados',
  'review.value.permissions': 'Permissões a pedir, e nenhuma outra',
  'review.value.version': 'Versão da Graph API',
  'review.public_url_missing': 'defina PUBLIC_URL e rode de novo',
  'review.no_end': 'a Meta não anunciou um fim',
  'review.ends_on': '{version} pode ser usada até {date}',
  'review.checklist': 'Lista de verificação',
  'review.seen_here': 'Visto a partir desta instalação:',
  'review.yours': 'Só você pode conferir:',
  'review.check.redirect_https': 'A URI de redirecionamento é um endereço https: {uri}',
  'review.check.public_url': 'Os callbacks ficam em um endereço https que a Meta alcança: {url}',
  'review.check.real_instagram': 'As chamadas vão para o Instagram de verdade, e não para um de testes.',
  'review.check.version': 'A versão da Graph API ({version}) não está perto do fim.',
  'review.check.account_connected': 'Há uma conta com função no app conectada.',
  'review.check.calls_basic': 'Nos últimos trinta dias houve resposta a uma chamada com instagram_business_basic.',
  'review.check.calls_insights':
    'Nos últimos trinta dias houve resposta a uma chamada com instagram_business_manage_insights.',
  'review.check.redirect_registered':
    'A URI de redirecionamento está em “Business login settings” exatamente como acima.',
  'review.check.callbacks_registered':
    'Os dois endereços de callback estão salvos lá, e a remoção no Instagram foi testada com uma conta de teste.',
  'review.check.app_settings':
    'Configurações do app → Básico: ícone de 1024 × 1024, política de privacidade, categoria, e-mail comercial, e nenhum nome da Meta no nome do app.',
  'review.check.only_these': 'Só estas permissões são pedidas: {permission}.',
  'review.check.business':
    'O app pertence a um portfólio empresarial com a verificação da empresa (Business Verification) concluída.',
  'review.check.access':
    'A verificação de acesso (Access Verification) como Tech Provider está concluída, se o painel pedir.',
  'review.check.data_handling': 'As perguntas sobre o tratamento de dados estão respondidas.',
  'review.check.reachable': 'Seu app está pronto e abre para quem está fora da sua rede.',
  'review.check.reviewer_login':
    'O revisor tem um login do seu app que funciona, sem um segundo fator que só você consegue passar.',
  'review.check.screencasts': 'Há uma gravação por permissão, do login até os dados na tela.',
  'review.check.texts': 'Os textos foram lidos e os colchetes, preenchidos.',
  'review.check.publish': 'Depois da aprovação: o app está publicado (live), e alguém sem função no app conectou.',
  'review.to_paste': 'Texto para colar (em inglês, o idioma dos revisores)',
  'review.translation': 'O que ele diz',
  'review.use.instagram_business_basic':
    'O [nome do app] mostra a criadores e empresas como vai a sua própria conta profissional do Instagram. A pessoa entra no nosso app, toca em “Conectar Instagram” e concede instagram_business_basic na página de login do próprio Instagram.\n\nCom ela lemos o perfil da conta que acabou de ser conectada ({profile}), para que a pessoa veja qual conta conectou e quantos seguidores ela tem agora, e a distinga das suas outras contas; e a lista dos posts, reels e stories da própria conta ({media}), para mostrar cada um ao lado dos seus resultados.\n\nPor exemplo: quem tem uma loja conecta a conta dela e vê o nome, a foto e o número de seguidores no alto do painel, e os posts mais recentes abaixo. Sem a permissão não poderíamos nem dizer qual é a conta nem listar a que os resultados pertencem.\n\nNão publicamos nada, não mudamos nada e não lemos mensagens nem textos de comentários. As chaves de acesso ficam criptografadas. Quando a conexão é removida no Instagram ou no nosso app, a chave é apagada; quando a exclusão é pedida, os dados também.',
  'review.use.instagram_business_manage_insights':
    'O [nome do app] mostra a criadores e empresas os resultados da sua própria conta profissional do Instagram ao longo do tempo. Depois que a pessoa conecta a conta na página de login do próprio Instagram e concede instagram_business_manage_insights, lemos os números uma vez por noite e quando ela toca em “Atualizar”.\n\nLemos os números da conta por dia ({account}), o público nos grupos que o Instagram informa (idade, gênero, país, cidade) e os números dos posts, reels e stories da própria conta ({figures}).\n\nEles aparecem para a pessoa em um painel: um gráfico por dia, a comparação com o período anterior, seguidores que chegaram e saíram, os resultados de cada post e as horas em que os posts foram bem. Por exemplo: alguém compara o alcance deste mês com o do mês passado e vê qual reel o trouxe. Sem a permissão não há o que mostrar: é para esses números que o app existe.\n\nNão vendemos os dados, não os usamos para publicidade e não juntamos contas de pessoas diferentes. Eles são apagados a pedido, no nosso app ou pelo Instagram.',
  'review.calls': 'Chamadas de API',
  'review.calls_about':
    'A Meta deixa pedir uma permissão depois de ver uma chamada bem-sucedida com ela, no máximo trinta dias antes do envio, e pode levar dois dias para mostrá-la. Conectar uma conta e atualizar uma vez faz todas estas; ao lado de cada uma está a resposta mais recente guardada.',
  'review.calls_elsewhere':
    'INSTAGRAM_GRAPH_BASE_URL leva a um Instagram de testes: a Meta não viu nenhuma destas chamadas. Conecte uma conta do Instagram de verdade.',
  'review.call.profile': 'O perfil da conta conectada.',
  'review.call.media': 'A lista de posts e reels.',
  'review.call.stories': 'A lista dos stories no ar.',
  'review.call.account_insights': 'Os números da conta, por dia.',
  'review.call.media_insights': 'Os números de um post, reel ou story.',
  'review.call.audience': 'O público em grupos.',
  'review.answered': 'Última resposta em {at}.',
  'review.never': 'Nenhuma resposta guardada ainda.',
  'review.files': 'Arquivos',
  'review.reviewer': 'Instruções para o revisor',
  'review.reviewer_about':
    'Para “Provide verification details”, plataforma Website. O revisor segue estes passos com o login que você informar; faça-os uma vez em uma janela anônima antes de enviar.',
  'review.reviewer.1': 'Abra {url} e entre com o usuário e a senha informados em “Credentials”.',
  'review.reviewer.2':
    'Mude o idioma para inglês: [onde fica no seu app]. Abra [a página com o painel] e toque em “Connect Instagram”.',
  'review.reviewer.3':
    'A página de login do Instagram se abre. Entre com uma conta profissional e deixe as duas permissões ligadas (perfil; insights). Toque em “Allow”.',
  'review.reviewer.4':
    'Você volta para {url}. A foto, o nome e o número de seguidores da conta conectada estão no alto (instagram_business_basic), e os posts, abaixo.',
  'review.reviewer.5':
    'Os números chegam em um minuto: alcance, visualizações e interações por dia no gráfico, seguidores que chegaram e saíram, e os resultados de cada post (instagram_business_manage_insights).',
  'review.reviewer.6':
    'Para encerrar a conexão, abra o menu da conta e toque em “Disconnect”. “Erase everything”, em “Your data”, apaga tudo o que está guardado.',
  'review.screencast': 'Roteiro da gravação',
  'review.screencast_about':
    'Deixe o seu app em inglês. Grave a janela inteira do navegador com a barra de endereço, sem cortes, uma vez por permissão; dois a três minutos bastam. Ponha as frases em inglês na tela como legendas.',
  'review.caption': 'Legenda:',
  'review.screencast.1': 'Um usuário abre o nosso app e entra.',
  'review.screencast.2': 'O usuário toca em “Connect Instagram”.',
  'review.screencast.3':
    'A página de login do próprio Instagram se abre na janela dela. O usuário entra com uma conta profissional do Instagram.',
  'review.screencast.4':
    'O Instagram lista as permissões que o nosso app pede: o perfil e os posts (instagram_business_basic) e os números (instagram_business_manage_insights). O usuário toca em “Allow”.',
  'review.screencast.5':
    'instagram_business_basic: aparecem o nome de usuário, o nome, a foto e o número de seguidores da conta conectada. O ID da conta está no arquivo de “Download my data”.',
  'review.screencast.6': 'instagram_business_basic: os posts e reels da própria conta aparecem com as prévias.',
  'review.screencast.7':
    'instagram_business_manage_insights: o gráfico mostra alcance, visualizações e interações por dia; os cartões comparam o período com o anterior; cada post tem os seus resultados.',
  'review.screencast.8':
    'O usuário desconecta a conta, marca a caixa que apaga também os números, e os dados somem do app.',
}
