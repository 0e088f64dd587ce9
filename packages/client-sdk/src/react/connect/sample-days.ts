/** Made-up days of the example, oldest first; the last one is a Saturday. */
export const sampleDays = {
  reach: { value: 3280, days: [2100, 2480, 2230, 2890, 2310, 2060, 8912] },
  impressions: { value: 38_410, days: [4020, 4410, 3980, 5120, 4300, 3890, 12_690] },
  followersCount: { value: 12_643, days: [12_394, 12_428, 12_452, 12_487, 12_511, 12_526, 12_643] },
} as const

export type SampleMetric = keyof typeof sampleDays

export const sampleMetrics = Object.keys(sampleDays) as SampleMetric[]
