import Taro from '@tarojs/taro';

export interface Question {
  title: string;
  content: string;
  confirmText: string;
  cancelText: string;
}

/** Asks before something that cannot be taken back. */
export const confirmed = async (question: Question): Promise<boolean> =>
  (await Taro.showModal(question)).confirm;

/** A short word that goes by itself; never the only place where something is said. */
export const say = (title: string): void => {
  Taro.showToast({ title, icon: 'none' }).catch(() => undefined);
};
