import { View } from '@tarojs/components';
import { Choices } from '../../../ui/choose';
import { Field } from '../../../ui/field';
import { type KindField, tidy } from './form';

interface SubjectFieldProps {
  field: KindField;
  value: string;
  problem: string | undefined;
  onInput: (value: string) => void;
}

export function SubjectField({ field, value, problem, onInput }: SubjectFieldProps) {
  if (!field.options)
    return (
      <Field
        id={`field-${field.name}`}
        label={field.label}
        value={value}
        hint={field.hint}
        problem={problem}
        example={field.example}
        onInput={(text) => onInput(tidy(text))}
      />
    );
  return (
    <View className="field">
      <View className="field__l">{field.label}</View>
      <Choices options={field.options} on={value} onPick={onInput} />
    </View>
  );
}
