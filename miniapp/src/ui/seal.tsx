import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { spoken } from './spoken';

export type SealTone = 'soft' | 'solid' | 'warn' | 'ok' | 'bad' | 'off' | 'plain' | 'paper';

interface SealProps {
  tone?: SealTone;
  large?: boolean;
  /** One character: a verb, a bureau's first, a surname. */
  word?: string;
  icon?: IconName;
}

export function Seal({ tone = 'soft', large = false, word, icon }: SealProps) {
  const inside: ReactNode = icon ? <Icon name={icon} small={!large} /> : word;
  const look = `seal${tone === 'soft' ? '' : ` seal--${tone}`}${large ? ' seal--l' : ''}`;
  return (
    <View className={look} {...spoken({ hidden: true })}>
      {inside}
    </View>
  );
}
