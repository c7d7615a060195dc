import { count } from './format';

export const subjectsText = {
  answer: (n: number) => (n > 0 ? `替您看着 ${count(n, '个')}` : '还没有添加'),
  scope: '添加后，新账单会自动出现',
  add: (title: string) => `添加${title}`,
  release: '解除',
  releaseAsk: (label: string) => ({
    title: `解除 ${label}？`,
    content: '以后不再替您看它的账单。已缴的记录和凭证还在。',
    confirmText: '解除',
    cancelText: '先留着',
  }),
  bindAnswer: (title: string) => `添加${title}`,
  bindScope: (department: string) => `向${department}核对`,
  bind: '核对并添加',
  binding: '正在核对',
  noMatch: '没有核对上。请对照证件或单据，检查每一项后再试。',
};
