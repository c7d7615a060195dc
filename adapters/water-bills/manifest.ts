import type { ServiceManifest } from '../contract/service.ts';

const department = '自来水公司';

export const manifest: ServiceManifest = {
  id: 'water-bills',
  title: '自来水费',
  department,
  seal: '水',
  icon: 'receipt',
  verbs: ['bills'],
  themes: ['生活'],
  lifeEvents: ['居家生活'],
  regionLevels: ['county', 'town'],
  levels: { bills: 'L1' },
  subjects: [
    {
      kind: 'account',
      title: '用水户',
      from: 'typed',
      fields: [
        {
          name: 'accountNumber',
          label: '户号',
          hint: '请填写水费单上的户号，8 到 10 位数字',
          example: '0012345678',
          pattern: '^[0-9]{8,10}$',
        },
      ],
    },
  ],
  resources: {
    // One bill a month; only a payment changes it within the day, and that is asked anew before paying.
    bills: { freshMs: 60_000, staleMs: 24 * 60 * 60_000, owner: department },
  },
  transport: 'live',
  limits: { concurrent: 16, queued: 32 },
  refund: 'automatic',
  legalBasis: '供用水合同；经您同意，凭您填写的户号向自来水公司查询账单',
};
