import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { spoken } from './spoken';

const widths = [
  ['52%', '34%'],
  ['40%', '46%'],
  ['58%', '30%'],
] as const;

/** Appears only when the answer takes longer than 300 ms. */
export function Skeleton({ label }: { label: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <View className="card" {...spoken({ role: 'status', label })}>
      {widths.map(([first, second]) => (
        <View key={first} className="row">
          <View className="seal seal--plain" />
          <View className="row__main">
            <View className="sk" style={{ width: first }} />
            <View className="sk" style={{ width: second, height: '11px', marginTop: '9px' }} />
          </View>
          <View className="sk" style={{ width: '56px' }} />
        </View>
      ))}
    </View>
  );
}
