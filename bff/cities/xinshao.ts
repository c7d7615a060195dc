import { place } from './profile.ts';

/** 新邵县: a county that serves itself, five levels from the province to the village. Township codes follow the statistics bureau's order. */
export const xinshao = {
  id: 'xinshao',
  name: '新邵县',
  colours: 'xinshao',
  hotline: '12345',
  smsSignature: '【一机通】',
  seat: '430522',
  regions: place('43', '湖南省', [
    place('4305', '邵阳市', [
      place('430522', '新邵县', [
        place('430522100', '酿溪镇', [
          place('430522100001', '大坪社区'),
          place('430522100002', '资江社区'),
          place('430522100201', '栗滩村'),
        ]),
        place('430522101', '严塘镇', [place('430522101201', '白水洞村'), place('430522101202', '严塘村')]),
        place('430522102', '雀塘镇', [place('430522102201', '雀塘村')]),
        place('430522103', '陈家坊镇', [place('430522103201', '陈家坊村')]),
        place('430522104', '潭溪镇', [place('430522104201', '潭溪村')]),
        place('430522105', '寸石镇', [place('430522105201', '寸石村')]),
        place('430522106', '坪上镇', [place('430522106201', '清水村'), place('430522106202', '坪上村')]),
        place('430522107', '龙溪铺镇', [place('430522107201', '龙溪铺村')]),
        place('430522108', '巨口铺镇', [place('430522108201', '巨口铺村')]),
        place('430522109', '新田铺镇', [place('430522109201', '新田铺村')]),
        place('430522110', '小塘镇', [place('430522110201', '小塘村')]),
        place('430522111', '太芝庙镇', [place('430522111201', '太芝庙村')]),
        place('430522112', '大新镇', [place('430522112201', '大新村')]),
        place('430522200', '潭府乡', [place('430522200201', '潭府村')]),
        place('430522201', '迎光乡', [place('430522201201', '迎光村')]),
      ]),
    ]),
  ]),
  payees: { 'water-bills': '1900026102' },
  off: [],
};
