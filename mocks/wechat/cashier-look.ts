/** How the cashier looks: one column of a phone, WeChat's green, large targets, dark where the phone is dark. */
export const cashierStyle = `
:root{--bg:#ededed;--card:#fff;--ink:#181818;--soft:#6b6b6b;--line:#e5e5e5;--green:#07a155;--press:#06894a;--bad:#c8372d}
@media(prefers-color-scheme:dark){:root{--bg:#111;--card:#1e1e1e;--ink:#ededed;--soft:#a3a3a3;--line:#333;--bad:#ff8078}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
body{min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;max-width:430px;margin:0 auto;background:var(--bg);color:var(--ink);
font:17px/1.5 -apple-system,"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans SC","Noto Sans CJK SC",sans-serif;
padding:env(safe-area-inset-top) 16px calc(16px + env(safe-area-inset-bottom))}
header{display:flex;align-items:center;justify-content:center;gap:8px;height:56px;font-weight:600}
header em{font-size:12px;line-height:1;font-style:normal;font-weight:400;color:var(--soft);border:1px solid currentColor;border-radius:4px;padding:3px 5px}
.mark{width:20px;height:20px;border-radius:50%;background:var(--green);position:relative}
.mark::after,.tick::after{content:"";position:absolute;left:36%;top:20%;width:22%;height:46%;border:solid #fff;border-width:0 2px 2px 0;transform:rotate(45deg)}
main{background:var(--card);border-radius:16px;padding:32px 20px 24px;text-align:center}
.payee{font-size:17px}
.amount{font-size:48px;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums;margin:4px 0 20px;overflow-wrap:anywhere}
.amount small{font-size:28px;margin-right:4px}
dl{border-top:1px solid var(--line);padding-top:12px;font-size:15px}
dl div{display:flex;gap:16px;justify-content:space-between;padding:4px 0}
dt{color:var(--soft);flex:none}dd{text-align:right;overflow-wrap:anywhere}
.number{font-variant-numeric:tabular-nums}
section{margin-top:28px}
h1{font-size:22px;margin:12px 0 8px}h1.plain{font-size:18px;margin-top:0}
section p{color:var(--soft);font-size:15px}
.main,.quiet{display:block;width:100%;min-height:52px;border:0;border-radius:12px;font-family:inherit;font-size:18px;line-height:52px;font-weight:600;text-align:center;cursor:pointer;text-decoration:none}
.main{background:var(--green);color:#fff;margin-top:12px}.main:active{background:var(--press)}
.quiet{background:transparent;color:var(--soft);font-weight:400;margin-top:8px}
button:disabled{opacity:.55;cursor:default}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.back{margin-top:20px}
.tick{position:relative;width:64px;height:64px;margin:0 auto;border-radius:50%;background:var(--green)}
.tick::after{border-width:0 5px 5px 0}
#trouble{color:var(--bad);margin-bottom:8px}
footer{margin-top:auto;padding-top:24px;text-align:center;font-size:13px;color:var(--soft)}
`;

/** Asks the city to settle the payment; says so when it cannot; goes back two seconds after success. */
export const cashierScript = `
(() => {
  const part = (id) => document.getElementById(id);
  const ask = part('ask');
  if (!ask) return;
  const buttons = [part('pay'), part('cancel')];
  const leave = (section, wait) => {
    ask.hidden = true;
    section.hidden = false;
    const link = section.querySelector('a.back');
    if (link) setTimeout(() => location.replace(link.href), wait);
  };
  const trouble = (words) => {
    part('trouble').textContent = words;
    part('trouble').hidden = false;
    for (const button of buttons) button.disabled = false;
  };
  const settle = async (result) => {
    for (const button of buttons) button.disabled = true;
    part('trouble').hidden = true;
    try {
      const answer = await fetch('/_city/wechat/cashier/' + encodeURIComponent(ask.dataset.prepay), {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ result }),
      });
      if (!answer.ok) return trouble((await answer.json()).error.message);
      if (result === 'paid') leave(part('done'), 2000);
      else leave(part('left'), 800);
    } catch {
      trouble('网络不通，请稍后再试。');
    }
  };
  part('pay').addEventListener('click', () => settle('paid'));
  part('cancel').addEventListener('click', () => settle('cancel'));
})();
`;
