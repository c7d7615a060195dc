import { View } from '@tarojs/components';
import { Icon } from './icon';
import { spoken } from './spoken';
import { Tap } from './tap';

export interface Option {
  value: string;
  label: string;
}

/** Filter inside a page. */
export function Segment({
  options,
  on,
  onPick,
}: {
  options: Option[];
  on: string;
  onPick: (value: string) => void;
}) {
  return (
    <View className="seg" {...spoken({ role: 'tablist' })}>
      {options.map(({ value, label }) => (
        <Tap
          key={value}
          id={`seg-${value}`}
          className={value === on ? 'seg__i seg__i--on' : 'seg__i'}
          role="tab"
          label={label}
          selected={value === on}
          onTap={() => onPick(value)}
        >
          {label}
        </Tap>
      ))}
    </View>
  );
}

/** Pick one: border, tint, bold and a check, never colour alone. */
export function Choices({
  options,
  on,
  onPick,
}: {
  options: Option[];
  on: string;
  onPick: (value: string) => void;
}) {
  return (
    <View className="choices" {...spoken({ role: 'radiogroup' })}>
      {options.map(({ value, label }) => (
        <Tap
          key={value}
          id={`choice-${value}`}
          className={value === on ? 'choice choice--on' : 'choice'}
          role="radio"
          label={label}
          checked={value === on}
          onTap={() => onPick(value)}
        >
          {value === on ? <Icon name="check" small /> : null}
          {label}
        </Tap>
      ))}
    </View>
  );
}

interface SwitchRowProps {
  id: string;
  icon?: 'bell' | 'eye' | 'user';
  title: string;
  sub?: string;
  on: boolean;
  onTap?: (() => void) | undefined;
}

/** The row is the target, the switch only shows. */
export function SwitchRow({ id, icon, title, sub, on, onTap }: SwitchRowProps) {
  return (
    <Tap id={id} className="row row--flush" role="switch" label={title} checked={on} onTap={onTap}>
      {icon ? <Icon name={icon} /> : null}
      <View className={icon ? 'row__main' : 'row__main row__main--bare'}>
        <View className="row__t">{title}</View>
        {sub ? <View className="row__s row__s--two">{sub}</View> : null}
      </View>
      <View className={on ? 'switch switch--on' : 'switch'} {...spoken({ hidden: true })} />
    </Tap>
  );
}
