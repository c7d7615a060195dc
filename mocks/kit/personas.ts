/** The people a demo is told with. They exist under every city profile; numbers and addresses follow the seed. */
export interface Persona {
  login: string;
  name: string;
  man: boolean;
  born: number;
  linked: '2' | '3' | null;
  household: string;
  vehicle: boolean;
  story: string;
}

export const personas: readonly Persona[] = [
  {
    login: 'lin',
    name: '林晓燕',
    man: false,
    born: 1988,
    linked: '2',
    household: 'lin-wang',
    vehicle: true,
    story: '名下一辆车：两张罚单待缴（一张快到期，一张已有滞纳金），一条违法还没处理；还有一张水费单',
  },
  {
    login: 'wang',
    name: '王志强',
    man: true,
    born: 1986,
    linked: '2',
    household: 'lin-wang',
    vehicle: false,
    story: '林晓燕的丈夫，绑定同一辆车，能看到同样的罚单',
  },
  {
    login: 'empty',
    name: '何平',
    man: true,
    born: 1995,
    linked: '2',
    household: 'empty',
    vehicle: false,
    story: '已实名，名下什么都没有',
  },
  {
    login: 'elder',
    name: '陈桂兰',
    man: false,
    born: 1951,
    linked: '2',
    household: 'elder',
    vehicle: false,
    story: '七十多岁，不开车，字要大',
  },
  {
    login: 'daughter',
    name: '周敏',
    man: false,
    born: 1979,
    linked: '2',
    household: 'daughter',
    vehicle: true,
    story: '陈桂兰的女儿，替母亲办事，自己有一张罚单',
  },
  {
    login: 'new',
    name: '赵雨桐',
    man: false,
    born: 2001,
    linked: null,
    household: 'new',
    vehicle: false,
    story: '第一次打开，还没有实名认证',
  },
];
