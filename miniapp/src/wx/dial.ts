import Taro from '@tarojs/taro';

/** Opens the phone's dialler; closing it is no error. */
export const dial = (phoneNumber: string): void => {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
};
