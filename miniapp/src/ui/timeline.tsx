import { View } from '@tarojs/components';

export interface Happening {
  id: string;
  state: 'done' | 'now' | 'next';
  title: string;
  when: string;
  text?: string | undefined;
}

/** What happened, who holds it now, what comes; the line to what has not happened is dotted. */
export function Timeline({ steps }: { steps: Happening[] }) {
  return (
    <View>
      {steps.map((step, i) => {
        const tobe = steps[i + 1]?.state === 'next' ? ' tl--tobe' : '';
        const last = i === steps.length - 1 ? ' tl--last' : '';
        return (
          <View key={step.id} className={`tl tl--${step.state}${tobe}${last}`}>
            <View className="tl__h">
              <View className="tl__t">{step.title}</View>
              <View className="tl__w">{step.when}</View>
            </View>
            {step.text ? <View className="tl__s">{step.text}</View> : null}
          </View>
        );
      })}
    </View>
  );
}
