/** WeChat's own sheet, said plainly for a browser. */
export const askToNotify = {
  title: '有结果时通知您？',
  content: '入账或需要您处理时，发一条微信消息。只发这一次。',
  confirmText: '通知我',
  cancelText: '不用',
};

export const notifyText = {
  title: '有结果就发微信告诉我',
  hint: '不用在这里等，可以离开',
  granted: '已答应，有结果就发一条微信',
  refused: '微信没有允许发消息。可在右上角“···”的设置里打开。',
};

/** A browser outside WeChat has no cashier of its own. */
export const payElsewhere = '请在微信里打开一机通付款';
