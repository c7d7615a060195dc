import { type Counter, turnedAway } from './cashier.ts';
import { cashierScript, cashierStyle } from './cashier-look.ts';

/** The cashier as a page: shows whom, what for and how much; two buttons; then back to where the payer came from. */
export function cashierPage(counter: Counter | null, back: string | null, nonce: string): string {
  const body = counter ? orderPart(counter, back) : awayPart('unknown', back);
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>微信支付</title><link rel="icon" href="data:,"><style nonce="${nonce}">${cashierStyle}</style></head>
<body><header><span class="mark" aria-hidden="true"></span>微信支付<em>模拟</em></header>
<main>${body}</main>
<footer>模拟收银台，不会扣款</footer>
<script nonce="${nonce}">${cashierScript}</script></body></html>`;
}

function orderPart(counter: Counter, back: string | null): string {
  if (counter.unpayable) return summary(counter) + awayPart(counter.unpayable, back);
  return `${summary(counter)}
<section id="ask" data-prepay="${escaped(counter.prepayId)}">
<p id="trouble" role="alert" hidden></p>
<button id="pay" class="main" type="button">确认支付</button>
<button id="cancel" class="quiet" type="button">取消</button></section>
<section id="done" role="status" hidden><div class="tick" aria-hidden="true"></div><h1>支付成功</h1>
${backLink(back, '完成')}</section>
<section id="left" role="status" hidden><h1>已取消支付</h1><p>订单还在，可以回去重新支付。</p>
${backLink(back, '返回')}</section>`;
}

function summary(counter: Counter): string {
  return `<div id="order"><p class="payee">${escaped(counter.payee)}</p>
<p class="amount"><small>¥</small>${yuan(counter.totalFen)}</p>
<dl><div><dt>商品</dt><dd>${escaped(counter.description)}</dd></div>
<div><dt>商户单号</dt><dd class="number">${escaped(counter.outTradeNo)}</dd></div></dl></div>`;
}

function awayPart(why: 'unknown' | 'expired' | 'closed' | 'already_paid', back: string | null): string {
  return `<section role="alert"><h1 class="plain">${turnedAway[why][1]}</h1>${backLink(back, '返回')}</section>`;
}

const backLink = (back: string | null, word: string) =>
  back === null
    ? '<p class="hint">请手动回到原页面。</p>'
    : `<a class="main back" href="${escaped(back)}">${word}</a>`;

const yuan = (fen: number) =>
  `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
