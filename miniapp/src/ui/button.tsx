import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import { Tap } from './tap';

export interface Action {
  id?: string;
  text: string;
  icon?: IconName;
  label?: string;
  onTap: () => void;
  /** Under way or not allowed yet: same size, quiet, no tap. */
  off?: boolean;
}

type Kind = 'main' | 'soft' | 'line' | 'paper';

interface ButtonProps extends Action {
  kind?: Kind;
  small?: boolean;
  narrow?: boolean;
}

export function Button({
  id,
  text,
  icon,
  label,
  onTap,
  off = false,
  kind = 'main',
  small,
  narrow,
}: ButtonProps) {
  const tone = off ? ' btn--off' : kind === 'main' ? '' : ` btn--${kind}`;
  const look = `btn${tone}${small ? ' btn--s' : ''}${narrow ? ' btn--narrow' : ''}`;
  return (
    <Tap
      id={id}
      className={look}
      label={label ?? text}
      disabled={off || undefined}
      onTap={off ? undefined : onTap}
    >
      {icon ? <Icon name={icon} small /> : null}
      {text}
    </Tap>
  );
}

/** Two ways on, side by side; the main one at the right. */
export function Pair({ main, other }: { main: Action; other?: Action | undefined }) {
  return (
    <View className="pair">
      {other ? <Button {...other} kind="soft" /> : null}
      <Button {...main} kind={other ? 'main' : 'soft'} />
    </View>
  );
}

/** Fixed at the bottom: one main action, at most one beside it. */
export function Bar({
  main,
  other,
  narrow = false,
}: {
  main: Action;
  other?: Action | undefined;
  narrow?: boolean;
}) {
  return (
    <View className="bar">
      {other ? <Button {...other} kind="line" narrow={narrow} /> : null}
      <Button {...main} />
    </View>
  );
}
