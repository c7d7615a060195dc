import type { Message } from '../../../bff/contract';
import { count } from './format';

export const messagesText = {
  answer: (unread: number) => (unread > 0 ? `${count(unread, '条')}没看过` : '都看过了'),
  scope: '缴费有了结果，会发到这里',
  segment: { unread: (n: number) => (n > 0 ? `没看过 ${n}` : '没看过'), all: '全部' },
  none: {
    unread: { title: '没有新消息', hint: '有了结果，这里会有一条，也会发微信。' },
    all: { title: '还没有消息', hint: '缴费有了结果，会发到这里。' },
  },
  fresh: '未读',
};

const seals: Record<Message['type'], { word: string; tone: 'soft' | 'ok' | 'warn' }> = {
  order_paid: { word: '付', tone: 'soft' },
  order_settled: { word: '清', tone: 'ok' },
  order_with_officer: { word: '核', tone: 'warn' },
  order_paid_late: { word: '迟', tone: 'warn' },
};
export const messageSeal = (message: Message) => seals[message.type];
