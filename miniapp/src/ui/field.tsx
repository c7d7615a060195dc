import { Input, View } from '@tarojs/components';
import { spoken } from './spoken';

interface FieldProps {
  id: string;
  label: string;
  value: string;
  hint?: string | undefined;
  /** Set when the value cannot be used. */
  problem?: string | undefined;
  example?: string | undefined;
  kind?: 'text' | 'number' | 'idcard';
  maxLength?: number;
  onInput: (value: string) => void;
  onDone?: () => void;
}

/** Label above, the box, and below it what to type or what is wrong. */
export function Field(field: FieldProps) {
  return (
    <View className="field">
      <View className="field__l">{field.label}</View>
      <View className={field.problem ? 'field__box field__box--bad' : 'field__box'}>
        <Input
          id={field.id}
          className="field__input"
          type={field.kind ?? 'text'}
          value={field.value}
          maxlength={field.maxLength ?? 100}
          placeholder={field.example}
          placeholderClass="ink3"
          confirmType="done"
          onInput={(event) => field.onInput(event.detail.value)}
          onConfirm={field.onDone}
          {...spoken({ label: field.label })}
        />
      </View>
      {field.problem || field.hint ? (
        <View className={field.problem ? 'field__h field__h--bad' : 'field__h'}>
          {field.problem ?? field.hint}
        </View>
      ) : null}
    </View>
  );
}
