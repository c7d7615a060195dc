import { clock } from './format';

export const troubleText = {
  again: '再试一次',
  back: '返回',
  verify: '去核实',
  call: (hotline: string) => `打 ${hotline}`,
  asking: '正在取数据',
  number: (requestId: string) => `编号 ${requestId}`,
  /** Asked again without an answer: what stands is older. */
  old: (at: number) => `刚才没有刷新成功，下面是 ${clock(at)} 的内容。`,
};
