import type { BenchmarkMetricName } from '@instagram-dashboard/server/contract'

const compared: Record<BenchmarkMetricName, string> = {
  engagementRate: 'Taxa de engajamento',
  reachPerFollower: 'Alcance por seguidor',
  followersGrowthPercent: 'Crescimento de seguidores',
  postsPerWeek: 'Posts por semana',
}

/** The sentences around who follows, and when they are there. */
export const peoplePtBR = {
  growth: {
    title: 'Quem chegou e quem saiu',
    cardTitle: 'Seguidores',
    all: 'Ver tudo',
    now: (count: string) => `${count} agora`,
    milestone: (count: string, days: number) =>
      days === 1 ? `${count} amanhã, se continuar assim` : `${count} em cerca de ${days} dias`,
    passed: (count: string, day: string) => `Passou de ${count} em ${day}.`,
    cameAndWent: (gained: string, lost: string) =>
      `${gained} ${gained === '1' ? 'chegou' : 'chegaram'}, ${lost} ${lost === '1' ? 'saiu' : 'saíram'}`,
    changed: (change: string) => `${change} pela contagem`,
    bestDay: (change: string, day: string) => `O melhor dia foi ${day} (${change}).`,
    worstDay: (change: string, day: string) => `O mais fraco foi ${day} (${change}).`,
    bestDayPost: (change: string, day: string, post: string) => `O melhor dia, ${day} (${change}), veio com ${post}.`,
    postNames: {
      image: (caption: string) => (caption === '' ? 'uma foto' : `a foto “${caption}”`),
      video: (caption: string) => (caption === '' ? 'um vídeo' : `o vídeo “${caption}”`),
      carousel: (caption: string) => (caption === '' ? 'um carrossel' : `o carrossel “${caption}”`),
      reel: (caption: string) => (caption === '' ? 'um Reel' : `o Reel “${caption}”`),
      story: (caption: string) => (caption === '' ? 'um story' : `o story “${caption}”`),
    },
    open: 'Ver o post',
    net: 'Novos seguidores no período',
    gained: 'Chegaram',
    lost: 'Saíram',
    derived: 'Calculado a partir de outro dia, ou ainda pode mudar',
    derivedMark: 'calculado',
    countedMark: 'contado',
    estimatedMark: 'pela contagem',
    derivedWhy:
      'O Instagram não guarda o total de seguidores de dias passados. Onde ninguém contou, ele é calculado a partir dos ganhos e perdas de cada dia.',
    legend: { up: 'Chegaram', down: 'Saíram', open: 'Ainda pode mudar, ou contado por nós' },
    choose: 'Toque em uma barra para ver o dia.',
    noChange: 'sem números neste dia',
    partial: 'período incompleto',
    mayChange: 'ainda pode mudar',
    followers: 'Seguidores',
    change: 'Variação',
    source: 'Origem',
    single: (count: string, day: string) => `${count} ${count === '1' ? 'seguidor' : 'seguidores'} em ${day}`,
    singleLead: 'Esta é a primeira contagem. As barras começam quando houver a segunda.',
    empty: 'Ainda sem contagem de seguidores',
    emptyLead: 'A primeira contagem acontece na próxima atualização.',
    describe: (from: string, to: string) =>
      `Seguidores que chegaram e saíram, de ${from} a ${to}. Use as setas para percorrer as barras, ou veja como tabela.`,
    describeSmall: (from: string, to: string, told: string) =>
      `Seguidores que chegaram e saíram, de ${from} a ${to}. ${told}`,
  },
  audience: {
    title: 'Quem é o seu público',
    who: 'De quem',
    followers: 'Seguidores',
    engaged: 'Quem interage',
    dimensions: { age: 'Idade', gender: 'Gênero', country: 'País', city: 'Cidade' },
    genders: { F: 'Mulheres', M: 'Homens', U: 'Não informado' },
    most: {
      gender: (name: string, percent: string) => `${percent} são ${name.toLowerCase()}`,
      age: (name: string, percent: string) => `${percent} têm de ${name.replace('-', ' a ')} anos`,
      oldest: (percent: string) => `${percent} têm 65 anos ou mais`,
      city: (name: string, percent: string) => `${percent} vivem em ${name}`,
    },
    unknown: 'O Instagram não informou.',
    others: (count: number) => `Ver mais ${count}`,
    fewer: 'Ver menos',
    named: (percent: string) =>
      `O Instagram diz idade, gênero ou lugar de cerca de ${percent} dos seus seguidores. As porcentagens são dessas pessoas.`,
    namedOnly: 'As porcentagens são das pessoas de quem o Instagram diz alguma coisa.',
    readAt: (day: string) => `Lido do Instagram em ${day}. Muda devagar: atualizamos uma vez por semana.`,
    notYet: 'Seu público chega em instantes',
    notYetLead: 'Ele vem com a próxima atualização, sem você fazer nada.',
    empty: 'O Instagram ainda não mostra o público',
    emptyLead: 'Ele aparece a partir de 100 pessoas.',
    tooFew: (missing: number, text: string) =>
      `O Instagram mostra o público a partir de 100 seguidores. ${missing === 1 ? 'Falta 1!' : `Faltam ${text}!`}`,
    engagedEmpty: 'Ainda não sabemos quem interage',
    engagedLead: 'O Instagram conta isso a partir de 100 pessoas em um mês, e perguntamos uma vez por semana.',
  },
  benchmark: {
    title: 'Entre contas do seu tamanho',
    compared,
    above: (percent: string, margin: string) =>
      `acima de ${percent} das contas (${margin} ${margin === '1' ? 'ponto' : 'pontos'} a mais ou a menos)`,
    best: (metric: string, percent: string) => `${metric}: você está à frente de ${percent} das contas parecidas.`,
    scale: { low: 'menor', middle: 'metade das contas', high: 'maior' },
    note: (accounts: string, first: string, last: string) =>
      `Cerca de ${accounts} contas, de ${first} a ${last}. Os números são levemente alterados, para que ninguém seja identificado.`,
  },
  times: {
    title: 'Melhores horários',
    when: 'Quando',
    posts: 'Publicações',
    average: 'Interações por publicação',
    expected: 'O que esperar',
    anyDay: (hour: number) => `Todos os dias, ${hour}h`,
    everyDay: 'Todos',
    hour: (hour: number) => `${hour}h`,
    hours: (from: number, to: number) => `das ${from}h às ${to}h`,
    engagement: (times: string, posts: string) =>
      `${times}× a sua média · ${posts}\u00a0${posts === '1' ? 'post' : 'posts'}`,
    cell: (expected: string, posts: string) =>
      `${expected} interações por post, ${posts} ${posts === '1' ? 'post' : 'posts'}`,
    best: 'um dos seus melhores horários',
    few: 'poucos posts para comparar',
    tooFew: 'Nenhum horário se destaca com certeza ainda: a comparação vale a partir de cinco posts no mesmo horário.',
    unit: (zone: string) => `interações por post · ${zone}`,
    note: (posts: string) =>
      `Com base em ${posts} ${posts === '1' ? 'post' : 'posts'} dos últimos seis meses. O número é o que se pode esperar de um post; com poucos posts ele fica perto da sua média.`,
    legend: {
      best: 'Melhores horários',
      enough: 'Cinco posts ou mais',
      few: 'Poucos posts ainda',
      blank: 'Em branco: você ainda não publicou nesse horário',
    },
    describe: 'Mapa da semana: o que esperar de um post em cada dia e hora.',
    empty: 'Ainda não há publicações para comparar',
    emptyLead: 'Depois dos primeiros posts, aparece aqui em que horas eles rendem mais.',
  },
  online: {
    title: 'Quando seus seguidores estão online',
    unit: (zone: string) => `de cada 100 seguidores, quantos estão online · ${zone}`,
    peak: (weekday: string, hours: string, people: string) =>
      `O pico é ${weekday}, ${hours}: cerca de ${people} seguidores online.`,
    untried: 'Você ainda não publicou nesse horário: vale testar.',
    tried: (times: string) => `Nesse horário seus posts rendem ${times}× a sua média.`,
    cell: (people: string) => `${people} seguidores online`,
    describe: 'Mapa da semana: quantos seguidores estão online, a cada três horas.',
    note: 'É a média de cerca de um mês, contada pelo Instagram. Estar online não garante que vão ver um post.',
  },
}

export type PeopleMessages = typeof peoplePtBR
