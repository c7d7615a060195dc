import { View } from '@tarojs/components';
import { spoken } from './spoken';

interface TicksProps {
  /** At most 40. */
  total: number;
  /** Used up; the dark bar stands behind them. */
  past: number;
  tone?: 'accent' | 'warn';
  /** What the row means, with the number. */
  label: string;
}

/** Every deadline of the product: used = grey, left = coloured, a dark bar = now. */
export function Ticks({ total, past, tone = 'accent', label }: TicksProps) {
  const left = tone === 'warn' ? 'tick tick--warn' : 'tick';
  const marks: string[] = Array.from({ length: total }, (_, i) => (i < past ? 'tick tick--past' : left));
  marks.splice(past, 0, 'tick tick--now');
  return (
    <View className="ticks" {...spoken({ role: 'img', label })}>
      {marks.map((look, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks are alike and never move
        <View key={i} className={look} />
      ))}
    </View>
  );
}
