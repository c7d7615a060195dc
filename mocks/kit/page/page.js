/** The city's page: shows its state and turns its controls. Everything goes through `/_city`, as for anyone outside. */

const byId = (id) => document.getElementById(id);
const DAY = 86_400_000;
const CITY_OFFSET = 8 * 3_600_000;

const kindWords = {
  slow: '慢',
  hang: '不应答',
  refuse: '拒绝连接',
  http_500: '报 500',
  garbage: '答非所问',
  wrong_signature: '签名错误',
  lost_reply: '办了但没回话',
  duplicate: '请求到了两次',
  reorder: '次序颠倒',
  notice_drop: '通知丢失',
  notice_delay: '通知延迟',
  notice_duplicate: '通知重复',
  notice_tamper: '通知被篡改',
};
const statusWords = { payable: '待缴', paid: '已缴', captured: '未处理', void: '无需缴或已撤销' };

async function ask(path, method = 'GET', body = undefined) {
  const response = await fetch(`/_city${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  const answer = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new Error(answer?.error?.message ?? `HTTP ${response.status}`);
  return answer;
}

/** Does one thing, shows its refusal in words, and shows the city anew. */
async function act(work) {
  try {
    await work();
    byId('notice').textContent = '';
  } catch (error) {
    byId('notice').textContent = error.message;
  }
  await show();
}

function row(main, small, ...buttons) {
  const item = document.createElement('li');
  const text = document.createElement('span');
  text.textContent = main;
  if (small) {
    const detail = document.createElement('small');
    detail.textContent = small;
    text.append(detail);
  }
  item.append(text, ...buttons);
  return item;
}

function button(label, work) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', () => act(work));
  return made;
}

const fill = (id, rows, empty) => byId(id).replaceChildren(...(rows.length > 0 ? rows : [row(empty)]));
const when = (at) => new Date(at + CITY_OFFSET).toISOString().slice(0, 19).replace('T', ' ');
const yuan = (fen) => `${(fen / 100).toFixed(2)} 元`;

let services = [];
let state = null;

async function show() {
  const [clock, faults, fresh] = await Promise.all([ask('/clock'), ask('/faults'), ask('/state')]);
  state = fresh;
  services = faults.services;
  byId('now').textContent = when(clock.now);
  const skew = Math.round((clock.wechatNow - clock.now) / 1000);
  byId('wechat-now').textContent = skew === 0 ? '' : `微信的钟：${when(clock.wechatNow)}`;
  fill('faults', faults.faults.map(faultRow), '没有故障');
  fill(
    'sms',
    latest(state.sms).map((sms) => row(sms.text, `${sms.phone} · ${when(sms.at)}`)),
    '还没有短信',
  );
  fill('transactions', latest(state.wechat.transactions).map(transactionRow), '还没有付款');
  showBureaus();
  showBills();
}

const latest = (list = []) => list.slice(-8).reverse();

const titleOf = (service) => services.find((each) => each.service === service)?.title ?? service;

function faultRow(fault) {
  const where = [titleOf(fault.service), fault.operation].filter(Boolean).join(' · ');
  const left = fault.times === undefined ? '一直' : `还有 ${fault.times} 次`;
  return row(
    `${where}：${kindWords[fault.kind]}`,
    left,
    button('修好', () => ask(`/faults/${fault.id}`, 'DELETE')),
  );
}

function transactionRow(one) {
  return row(`${yuan(one.totalFen)} · ${one.state}`, `${one.outTradeNo} · 商户 ${one.mchid}`);
}

function showBureaus() {
  const lists = Object.entries(state.bureaus).filter(([, bureau]) => bureau.bills.length > 0);
  const lines = lists.map(([service, bureau]) => {
    const counts = Object.entries(statusWords).map(
      ([status, word]) => `${word} ${bureau.bills.filter((bill) => bill.status === status).length}`,
    );
    const line = document.createElement('p');
    line.textContent = `${titleOf(service)}：${counts.join('，')}`;
    return line;
  });
  byId('bureaus').replaceChildren(...lines);
}

function showBills() {
  const wanted = byId('find').elements.q.value.trim().toUpperCase();
  const all = Object.entries(state.bureaus).flatMap(([service, bureau]) =>
    bureau.bills.map((bill) => ({ service, ...bill })),
  );
  const chosen = all.filter((bill) =>
    wanted === '' ? bill.keys.length > 0 : `${bill.number} ${bill.plate ?? ''}`.includes(wanted),
  );
  fill('bills', chosen.slice(0, 20).map(billRow), wanted === '' ? '还没有单子被动过' : '没有这样的单子');
}

function billRow(bill) {
  const counter = button('柜台缴费', () => ask(`/bureaus/${bill.service}/bills/${bill.number}/pay`, 'POST'));
  return row(
    `${bill.plate ?? ''} ${yuan(bill.amountFen)} · ${statusWords[bill.status] ?? bill.status}`,
    `${bill.number} · 入账 ${bill.timesSettled} 次${bill.settledBy ? ` · ${bill.settledBy}` : ''}`,
    ...(bill.status === 'payable' ? [counter] : []),
  );
}

function options(select, pairs) {
  select.replaceChildren(...pairs.map(([value, label]) => new Option(label, value)));
}

function chooseService() {
  const { service, operation, kind } = byId('fault').elements;
  const entry = services.find((each) => each.service === service.value);
  options(operation, [['', '全部'], ...entry.operations.map((name) => [name, name])]);
  options(
    kind,
    entry.kinds.map((name) => [name, kindWords[name]]),
  );
}

/** The next moment when the city's clock shows `hh:mm`. */
function nextTime(text) {
  const [hour, minute] = text.split(':').map(Number);
  const now = state.now + CITY_OFFSET;
  const today = now - (now % DAY) + (hour * 60 + minute) * 60_000;
  return (today > now ? today : today + DAY) - CITY_OFFSET;
}

function listen() {
  for (const each of document.querySelectorAll('[data-advance]')) {
    const { advance, who = 'all' } = each.dataset;
    each.addEventListener('click', () =>
      act(() => ask('/clock', 'POST', { advanceMs: Number(advance), who })),
    );
  }
  for (const each of document.querySelectorAll('[data-until]')) {
    each.addEventListener('click', () =>
      act(() => ask('/clock', 'POST', { set: nextTime(each.dataset.until) })),
    );
  }
  byId('real-time').addEventListener('click', () => act(() => ask('/clock', 'POST', { set: Date.now() })));
  byId('heal').addEventListener('click', () => act(() => ask('/faults', 'DELETE')));
  byId('fault').elements.service.addEventListener('change', chooseService);
  byId('find').addEventListener('input', showBills);
  byId('find').addEventListener('submit', (event) => event.preventDefault());
  byId('fault').addEventListener('submit', (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ''));
    for (const name of ['times', 'delayMs']) if (name in given) given[name] = Number(given[name]);
    act(() => ask('/faults', 'POST', given));
  });
  byId('reset').addEventListener('submit', (event) => {
    event.preventDefault();
    act(async () => {
      await ask('/reset', 'POST', { seed: event.target.elements.seed.value });
      await showPeople();
    });
  });
}

async function showPeople() {
  const { cityName, seed, personas } = await ask('/personas');
  byId('city').textContent = cityName;
  byId('reset').elements.seed.value = seed;
  fill('personas', personas.map(personaRow), '没有人');
}

function personaRow({ name, code, story, identity }) {
  const papers = identity ? ` · 身份证 ${identity.idNumber} · 手机 ${identity.phone}` : '';
  return row(`${name}（${code}）`, story + papers);
}

listen();
await showPeople();
await show();
options(
  byId('fault').elements.service,
  services.map(({ service, title }) => [service, title]),
);
chooseService();
setInterval(() => {
  show().catch(() => {
    byId('notice').textContent = '城市没有应答，它可能已经停了。';
  });
}, 2000);
