export const listText = {
  more: '再看更早的',
  loading: '正在取',
};
