import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { Tap } from './tap';

interface RowProps {
  id?: string;
  /** The whole row in one sentence. */
  label?: string;
  /** A seal, or an icon in a flush row. */
  lead?: ReactNode;
  title: ReactNode;
  sub?: ReactNode;
  /** Lines that the second line may take; `all` never cuts. */
  lines?: 'one' | 'two' | 'all';
  value?: ReactNode;
  note?: ReactNode;
  /** Below, as wide as the words. */
  under?: ReactNode;
  quiet?: boolean;
  flush?: boolean;
  arrow?: boolean;
  onTap?: (() => void) | undefined;
}

const clampOf = { one: '', two: ' row__s--two', all: ' row__s--all' };

/** One fact or one task. The whole row is the target. */
export function Row(row: RowProps) {
  const look = `row${row.flush ? ' row--flush' : ''}${row.under ? ' row--top row--wrap' : ''}`;
  const ink = row.quiet ? ' ink2' : '';
  const end = row.value !== undefined || row.note !== undefined;
  return (
    <Tap
      id={row.id}
      className={look}
      label={row.label}
      role={row.onTap ? 'button' : 'text'}
      onTap={row.onTap}
    >
      {row.lead}
      <View className={`row__main${row.lead ? '' : ' row__main--bare'}`}>
        <View className={`row__t${ink}`}>{row.title}</View>
        {row.sub ? <View className={`row__s${clampOf[row.lines ?? 'one']}`}>{row.sub}</View> : null}
      </View>
      {end ? (
        <View className="row__e">
          {row.value === undefined ? null : <View className={`row__v${ink}`}>{row.value}</View>}
          {row.note === undefined ? null : <View className="row__n">{row.note}</View>}
        </View>
      ) : null}
      {row.arrow ? (
        <View className="row__go">
          <Icon name="right" small />
        </View>
      ) : null}
      {row.under ? <View className="row__under">{row.under}</View> : null}
    </Tap>
  );
}
