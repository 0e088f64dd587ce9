const numbers = new Intl.NumberFormat('pt-BR')

/** The sentences of the notifications that the data set has, in Portuguese. */
export function sentences(
  kind: string,
  { username, count, total, achievement, credits }: Record<string, string | number>,
) {
  if (kind === 'first_connection') {
    return {
      title: 'Instagram conectado',
      body: `Pronto, @${username} conectado! Estamos trazendo o seu histórico.`,
    }
  }
  if (kind === 'followers_grew') {
    const [more, all] = [numbers.format(Number(count)), numbers.format(Number(total))]
    return {
      title: `${more} seguidores a mais`,
      body: `@${username} agora tem ${all} seguidores.`,
    }
  }
  const isFirst = achievement === 'first_connection'
  const title = isFirst ? 'Primeira conexão' : 'Uma semana juntos'
  const description = isFirst ? 'Você conectou sua primeira conta do Instagram.' : 'Sua conta está conectada há 7 dias.'
  return {
    title: `Conquista: ${title}`,
    body: `${description} Você ganhou ${numbers.format(Number(credits))} créditos.`,
  }
}
