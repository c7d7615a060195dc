import type { ServiceView } from '../../../bff/contract';
import { count } from './format';

export const privacyText = {
  answer: (n: number, more: boolean) => `30 天里看过 ${count(n, '次')}${more ? '以上' : ''}`,
  scope: (systems: number) => `${count(systems, '个')}系统，每次都留了记录`,
  bars: '近 30 天每天查看的次数',
  today: '今天',
  row: (purpose: string, fields: string[]) =>
    fields.length > 0 ? `为${purpose}，看了${fields.join('、')}` : `为${purpose}`,
  ground: (basis: string) => `依据：${basis}`,
  none: { title: '还没有人看过', hint: '谁看过、为什么看、看了什么，都会记在这里。' },
};

/** Systems that serve every service and stand in no catalogue. */
const behindTheScenes: Record<string, string> = {
  'city-identity': '市统一身份认证平台',
  'sms-gateway': '市短信平台',
};

/** Whose system it is, in the words of the catalogue. */
export const systemName = (system: string, services: ServiceView[]): string =>
  services.find(({ id }) => id === system)?.department ?? behindTheScenes[system] ?? '已接入的其他系统';

const outcomes: Record<string, string> = {
  ok: '查到了',
  not_found: '没有记录',
  unavailable: '没连上',
  timeout_unknown: '没等到回话',
  rejected: '对方没有给',
  bad_reply: '回话不合规，没有采用',
  rate_limited: '对方忙',
};
export const outcomeWord = (outcome: string): string => outcomes[outcome] ?? '没有查成';
