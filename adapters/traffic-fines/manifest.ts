import type { ServiceManifest } from '../contract/service.ts';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** Province characters as they stand in front of a plate. */
export const PROVINCE = new RegExp(`^[${PROVINCES}]$`);

/** Kinds of number plate (hpzl). Letters I and O are on no plate. */
export const plateKinds: readonly { value: string; label: string }[] = [
  { value: '02', label: '小型汽车' },
  { value: '52', label: '小型新能源汽车' },
  { value: '01', label: '大型汽车' },
  { value: '51', label: '大型新能源汽车' },
  { value: '15', label: '挂车' },
  { value: '16', label: '教练汽车' },
  { value: '23', label: '警用汽车' },
];

const ordinary = '[A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]';
const smallElectric = '[A-HJ-NP-Z][A-HJK][A-HJ-NP-Z0-9][0-9]{4}';
const largeElectric = '[A-HJ-NP-Z][0-9]{5}[A-HJK]';
const department = '公安局交通警察支队';

export const manifest: ServiceManifest = {
  id: 'traffic-fines',
  title: '交通违法',
  department,
  seal: '交',
  icon: 'car',
  verbs: ['bills'],
  themes: ['交通'],
  lifeEvents: ['买车用车'],
  regionLevels: ['city', 'county'],
  levels: { bills: 'L1' },
  subjects: [
    {
      kind: 'vehicle',
      title: '机动车',
      from: 'typed',
      fields: [
        {
          name: 'plateKind',
          label: '号牌种类',
          hint: '请选择行驶证上的号牌种类',
          example: '02',
          pattern: `^(${plateKinds.map(({ value }) => value).join('|')})$`,
          options: plateKinds,
        },
        {
          name: 'plate',
          label: '号牌号码',
          hint: '请填写完整车牌，含省份简称，字母用大写，中间不加点，例如 湘E3K926',
          example: '湘E3K926',
          pattern: `^[${PROVINCES}](${ordinary}|${smallElectric}|${largeElectric})$`,
        },
        {
          name: 'vinTail',
          label: '车架号后 6 位',
          hint: '请填写行驶证上车辆识别代号的最后 6 位，字母用大写',
          example: '012345',
          pattern: '^[0-9A-HJ-NPR-Z]{4,6}$',
        },
      ],
    },
    { kind: 'person', title: '本人名下', from: 'identity', fields: [] },
  ],
  resources: {
    // A fine is decided, paid at a counter or grows within the day: half a minute is young enough to look at;
    // the price that is paid is always asked anew.
    violations: { freshMs: 30_000, staleMs: 12 * 60 * 60_000, owner: department },
  },
  transport: 'live',
  limits: { concurrent: 32, queued: 64 },
  // Fines go to the treasury; only the bureau that decided can ask for them back.
  refund: 'manual-by-bureau',
  legalBasis:
    '《道路交通安全法》第一百零八条、第一百零九条；经您同意，向公安交管部门查询您绑定车辆和本人的违法记录',
};
