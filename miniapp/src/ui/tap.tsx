import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { keyboard, type Spoken, spoken } from './spoken';

interface TapProps extends Spoken {
  id?: string;
  className: string;
  onTap?: (() => void) | undefined;
  children?: ReactNode;
}

/** Anything that can be pressed. It speaks one sentence; what is inside it is silent where it only decorates. */
export function Tap({ id, className, onTap, children, role = 'button', ...part }: TapProps) {
  return (
    <View
      id={id}
      className={`tap ${className}`}
      hoverClass={onTap ? 'pressed' : 'none'}
      hoverStayTime={80}
      onClick={onTap}
      {...spoken({ role, ...part })}
      {...keyboard(onTap)}
    >
      {children}
    </View>
  );
}
