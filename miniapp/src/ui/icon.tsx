import { View } from '@tarojs/components';
import { spoken } from './spoken';

export type IconName =
  | 'search'
  | 'scan'
  | 'pin'
  | 'right'
  | 'back'
  | 'close'
  | 'plus'
  | 'check'
  | 'alert'
  | 'bell'
  | 'clock'
  | 'done'
  | 'eye'
  | 'file'
  | 'home'
  | 'grid'
  | 'inbox'
  | 'user'
  | 'info'
  | 'lock'
  | 'phone'
  | 'receipt'
  | 'shield'
  | 'unlink'
  | 'car'
  | 'question'
  | 'idcard'
  | 'offline';

/** Always silent: the words beside it speak. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return <View className={`icon ${small ? 'icon--s ' : ''}i-${name}`} {...spoken({ hidden: true })} />;
}
