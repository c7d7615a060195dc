/** The five cities as the world needs them: division codes (GB/T 2260), plate letters, places. */
export interface Profile {
  name: string;
  /** Province character and letter of its plates. */
  plate: string;
  /** Six-digit codes with the name that stands in an address. */
  divisions: readonly (readonly [code: string, name: string])[];
  streets: readonly string[];
  /** Where cameras stand. Spaces and plus signs occur, as on real kilometre posts. */
  cameras: readonly string[];
  police: string;
}

export const profiles: Readonly<Record<string, Profile>> = {
  xinshao: {
    name: '新邵县',
    plate: '湘E',
    divisions: [['430522', '湖南省邵阳市新邵县']],
    streets: [
      '酿溪镇大坪路',
      '酿溪镇资江路',
      '严塘镇白水街',
      '雀塘镇将军路',
      '陈家坊镇正街',
      '坪上镇高铁大道',
      '龙溪铺镇老街',
    ],
    cameras: [
      '沪昆高速公路 1234公里+500米',
      '酿溪镇大坪路与资江路路口',
      'S217线 38公里+200米',
      '酿溪镇新阳大道 大坪段',
    ],
    police: '新邵县公安局交通警察大队',
  },
  huangshi: {
    name: '黄石市',
    plate: '鄂B',
    divisions: [
      ['420202', '湖北省黄石市黄石港区'],
      ['420203', '湖北省黄石市西塞山区'],
      ['420204', '湖北省黄石市下陆区'],
      ['420205', '湖北省黄石市铁山区'],
      ['420222', '湖北省黄石市阳新县'],
      ['420281', '湖北省大冶市'],
    ],
    streets: ['湖滨中路', '颐阳路', '沿湖路', '桂林北路', '黄石大道', '磁湖路'],
    cameras: [
      '大广高速公路 1976公里+300米',
      '杭州西路与桂林北路路口',
      '黄石大道 胜阳港段',
      'G106线 1420公里+80米',
    ],
    police: '黄石市公安局交通警察支队',
  },
  shangqiu: {
    name: '商丘市',
    plate: '豫N',
    divisions: [
      ['411402', '河南省商丘市梁园区'],
      ['411403', '河南省商丘市睢阳区'],
      ['411421', '河南省商丘市民权县'],
      ['411422', '河南省商丘市睢县'],
      ['411423', '河南省商丘市宁陵县'],
      ['411424', '河南省商丘市柘城县'],
      ['411425', '河南省商丘市虞城县'],
      ['411426', '河南省商丘市夏邑县'],
      ['411481', '河南省永城市'],
    ],
    streets: ['神火大道', '归德路', '凯旋路', '文化路', '南京路', '长江路'],
    cameras: [
      '连霍高速公路 372公里+150米',
      '神火大道与文化路路口',
      '归德路 南京路段',
      'G310线 402公里+700米',
    ],
    police: '商丘市公安局交通管理支队',
  },
  taizhou: {
    name: '泰州市',
    plate: '苏M',
    divisions: [
      ['321202', '江苏省泰州市海陵区'],
      ['321203', '江苏省泰州市高港区'],
      ['321204', '江苏省泰州市姜堰区'],
      ['321281', '江苏省兴化市'],
      ['321282', '江苏省靖江市'],
      ['321283', '江苏省泰兴市'],
    ],
    streets: ['鼓楼南路', '青年北路', '济川东路', '永定东路', '海陵南路', '凤凰西路'],
    cameras: [
      '京沪高速公路 985公里+400米',
      '济川东路与鼓楼南路路口',
      '永定东路 凤凰段',
      'G328线 166公里+50米',
    ],
    police: '泰州市公安局交通警察支队',
  },
  xianning: {
    name: '咸宁市',
    plate: '鄂L',
    divisions: [
      ['421202', '湖北省咸宁市咸安区'],
      ['421221', '湖北省咸宁市嘉鱼县'],
      ['421222', '湖北省咸宁市通城县'],
      ['421223', '湖北省咸宁市崇阳县'],
      ['421224', '湖北省咸宁市通山县'],
      ['421281', '湖北省赤壁市'],
    ],
    streets: ['温泉路', '淦河大道', '永安大道', '银泉大道', '贺胜路', '长安大道'],
    cameras: [
      '京港澳高速公路 1268公里+600米',
      '温泉路与淦河大道路口',
      '银泉大道 桂花段',
      'G107线 1332公里+250米',
    ],
    police: '咸宁市公安局交通警察支队',
  },
};

export function profileOf(id: string): Profile {
  const profile = profiles[id];
  if (!profile) throw new Error(`no such city: ${id}`);
  return profile;
}
