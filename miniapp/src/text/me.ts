export const levelWords = { L1: '未核实身份', L2: '已实名', L3: '已实人核验' } as const;

export const meText = {
  stranger: '微信用户',
  prove: '核实身份',
  proveHint: '核实后，名下的车辆和账单自动带出',
  raise: '身份核实',
  raiseHint: '已经核实过',
  subjects: '车辆和户号',
  subjectsHint: '绑过的会一直替您看着',
  orders: '缴费记录',
  ordersHint: '每一笔的进度和凭证',
  privacy: '谁看过我的数据',
  privacyHint: '哪个系统、为什么、看了什么',
  elder: '长辈版',
  elderHint: '字更大，按钮更大',
  call: (hotline: string) => `打 ${hotline}`,
  callHint: '说不清的，问热线',
  personas: '换一个人（模拟城市）',
  leave: '退出登录',
  leaveAsk: {
    title: '退出登录？',
    content: '下次打开会自动再登录。',
    confirmText: '退出',
    cancelText: '取消',
  },
  left: '已退出',
};
