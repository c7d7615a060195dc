import { count } from './format';

export const privacyText = {
  answer: (n: number, more: boolean) => `30 天里看过 ${count(n, '次')}${more ? '以上' : ''}`,
  scope: (systems: number) => `${count(systems, '个')}系统，每次都留了记录`,
  bars: '近 30 天每天查看的次数',
  today: '今天',
  from: (day: string) => day,
  row: (purpose: string, fields: string[]) =>
    fields.length > 0 ? `为${purpose}，看了${fields.join('、')}` : `为${purpose}`,
  more: '再看更早的',
  loading: '正在取',
  none: { title: '还没有人看过', hint: '谁看过、为什么看、看了什么，都会记在这里。' },
};
