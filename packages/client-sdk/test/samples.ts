import type { Account, ConnectCompleteResult, ConnectStatusResult, SyncRun } from '../src/index.ts'

export const account: Account = {
  id: 'account-1',
  instagramUserId: '17841400000000001',
  username: 'padaria.da.ana',
  name: 'Padaria da Ana',
  accountType: 'BUSINESS',
  profilePictureUrl: null,
  followersCount: 1200,
  followsCount: 80,
  mediaCount: 45,
  status: 'active',
  connectedAt: new Date('2026-01-02T03:04:05Z'),
  token: { expiresAt: new Date('2026-03-02T03:04:05Z'), daysUntilExpiration: 59, isExpiringSoon: false },
  grantedScopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
  missingScopes: [],
  lastSyncedAt: null,
  numbersReadAt: null,
  nextSyncAllowedAt: null,
  lastError: null,
}

export const connectedStatus: ConnectStatusResult = {
  connected: true,
  account,
  accounts: [account],
  today: '2026-01-01',
}

export const completed: ConnectCompleteResult = {
  success: true,
  account,
  isFirstConnection: true,
  reward: { achievement: 'instagram_connected', credits: 50 },
  rewardWithheld: null,
  returnTo: '/metrics',
}

export const runningSync: SyncRun = {
  id: 'run-1',
  accountId: account.id,
  trigger: 'manual',
  status: 'running',
  startedAt: new Date('2026-01-02T03:04:05Z'),
  finishedAt: null,
  apiCalls: 1,
  daysWritten: 0,
  followersChange: null,
  error: null,
  progress: { phase: 'profile', done: 0, total: 4 },
}

export const finishedSync: SyncRun = {
  ...runningSync,
  status: 'succeeded',
  finishedAt: new Date('2026-01-02T03:04:35Z'),
  apiCalls: 4,
  daysWritten: 30,
  followersChange: 12,
  progress: { phase: 'finished', done: 4, total: 4 },
}
