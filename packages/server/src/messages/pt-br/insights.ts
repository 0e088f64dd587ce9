import type { InsightCatalogue } from '../catalogue.ts'

const tipos = '{type, select, reel {o reel} carousel {o carrossel} video {o vídeo} other {o post}}'

/** O que os números de uma conta querem dizer, como quem cria diria. */
export const insights: InsightCatalogue = {
  'insights.odd_day.title':
    '{direction, select, up {Um dia muito acima do normal} other {Um dia muito abaixo do normal}}',
  'insights.level_shift.title': '{direction, select, up {Uma subida de verdade} other {Uma queda de verdade}}',
  'insights.content_type.title': 'O formato que carrega sua conta',
  'insights.followers_day.title': 'O dia que mais trouxe seguidores',
  'insights.best_hour.title': 'Sua melhor hora',
  'insights.growth_streak.title': 'Uma sequência de crescimento',
  'insights.posting_streak.title': 'Uma sequência de posts',
  'insights.odd_day':
    'Em {date} {metric, select, reach {seu alcance foi} impressions {suas visualizações foram} engagement {suas interações foram} other {as visitas ao seu perfil foram}} {ratio, number} vezes o de um dia normal: {value, number} em vez de mais ou menos {expected, number}.',
  'insights.odd_day.post': `Quem puxou foi ${tipos} de {date}.`,
  'insights.odd_day.no_post': 'Nenhum post desse dia ou da véspera explica isso.',
  'insights.level_shift':
    'Desde {date} {metric, select, reach {seu alcance} impressions {suas visualizações} other {suas interações}} {direction, select, up {subiu} other {caiu}} {percent, number} %: num dia comum são {after, number}, antes eram {before, number}. Não é o sobe e desce normal das suas semanas.',
  'insights.content_type':
    '{type, select, reel {Seus reels} carousel {Seus carrosséis} video {Seus vídeos} other {Suas fotos}} {metric, select, reach {alcançam} other {movem}} {lift, number} vezes mais gente que seus outros posts ({posts, number} contra {others, number} posts).',
  'insights.content_type.share':
    'No período, vieram daí {percent, number} % das suas {metric, select, engagement {interações} other {visualizações}}.',
  'insights.followers_day':
    '{date} foi o dia que mais trouxe gente: {metric, select, follows {{value, plural, one {# pessoa começou} other {# pessoas começaram}} a te seguir} other {{value, plural, one {# seguidor} other {# seguidores}} a mais}}; num dia normal {expected, plural, one {é #} other {são #}}.',
  'insights.followers_day.post': `Foi ${tipos} de {date}.`,
  'insights.followers_day.no_post': 'Nenhum post desse dia ou da véspera explica isso.',
  'insights.best_hour':
    'O que você posta às {hour, number}h rende {lift, number} vezes o resto ({posts, plural, one {# post} other {# posts}}).',
  'insights.best_hour.weekday':
    'O que você posta {weekday} às {hour, number}h rende {lift, number} vezes o resto ({posts, plural, one {# post} other {# posts}}).',
  'insights.growth_streak':
    'Há {length, number} dias seguidos você ganha mais seguidores do que perde: {gained, number} a mais. Seu recorde antes era de {record, plural, one {# dia} other {# dias}}.',
  'insights.posting_streak':
    'Há {length, number} semanas seguidas você posta. Seu recorde antes era de {record, plural, one {# semana} other {# semanas}}.',
  'insights.why.odd_day':
    'O dia foi comparado com o que o mesmo dia da semana e as três semanas anteriores deixavam esperar ({baseline, number}). Ficou a {score, number} desvios disso; só conta a partir de {threshold, number}, para {tests, number} comparações. O desvio vem de {sampleSize, number} dias seus.',
  'insights.why.level_shift':
    'O meio dos dias desde então foi comparado com o das oito semanas anteriores ({baseline, number} por dia, {sampleSize, number} dias). A diferença é de {score, number} desvios do vaivém das suas semanas; só conta a partir de {threshold, number}, para {tests, number} comparações.',
  'insights.why.content_type':
    'Cada post conta uma vez, {sampleSize, number} ao todo; um post comum dos outros formatos fez {baseline, number}. A diferença é de {score, number} desvios; só conta a partir de {threshold, number}, para {tests, number} comparações, e foi puxada para o meio porque os posts são poucos.',
  'insights.why.followers_day':
    'O dia foi comparado com o normal das semanas anteriores ({baseline, number}). Ficou a {score, number} desvios; só conta a partir de {threshold, number}, para {tests, number} dias. Um post só é citado se foi ele mesmo bem melhor que os seus outros.',
  'insights.why.best_hour':
    'Foram olhados {sampleSize, number} posts dos últimos 180 dias; um post comum seu faz {baseline, number} interações. A hora ficou a {score, number} desvios das outras; só conta a partir de {threshold, number}, para {tests, number} horas com pelo menos cinco posts.',
  'insights.why.growth_streak':
    'Pelos {sampleSize, number} dias antes dela, uma sequência assim é rara: {score, number} na escala em que só conta a partir de {threshold, number} (cada ponto é dez vezes mais raro). O recorde antes era {baseline, number}.',
  'insights.why.posting_streak':
    'Pelas {sampleSize, number} semanas antes dela, uma sequência assim é rara: {score, number} na escala em que só conta a partir de {threshold, number} (cada ponto é dez vezes mais raro). O recorde antes era {baseline, number}.',
}
