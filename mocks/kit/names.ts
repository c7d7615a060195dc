import type { Chance } from './random.ts';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙贺陶顾毛郝龚邵万钱严赖覃洪武莫孔',
];
const WOMEN = [
  '秀英',
  '桂兰',
  '敏',
  '静',
  '丽',
  '艳',
  '娟',
  '霞',
  '晓燕',
  '雨桐',
  '欣怡',
  '梓涵',
  '玉兰',
  '春梅',
  '红',
  '婷',
  '雪',
  '慧',
  '海燕',
  '佳琪',
  '诗涵',
  '丹',
  '萍',
  '玲',
];
const MEN = [
  '伟',
  '强',
  '磊',
  '军',
  '勇',
  '杰',
  '建军',
  '志强',
  '浩然',
  '子轩',
  '建国',
  '国强',
  '明',
  '超',
  '辉',
  '鹏',
  '宇航',
  '俊杰',
  '海波',
  '文斌',
  '永刚',
  '斌',
  '平',
  '涛',
];
/** Characters that stand in GBK but not in GB 2312, as many given names have. */
const RARE = ['喆', '堃', '镕', '珺', '赟', '翀'];

export interface Named {
  name: string;
  man: boolean;
}

/** Two to three characters, about one in twelve with a rare one. */
export function drawName(draw: Chance): Named {
  const man = draw.below(2) === 1;
  const surname = draw.pick(SURNAMES);
  const given = draw.below(12) === 0 ? draw.pick(RARE) : draw.pick(man ? MEN : WOMEN);
  return { name: surname + given, man };
}
