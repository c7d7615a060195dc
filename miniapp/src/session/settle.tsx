import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/error';
import { errorWords, type PhoneErrorCode, splitWords } from '../text/errors';
import { glue } from '../text/format';
import { troubleText } from '../text/trouble';
import type { Action } from '../ui/button';
import type { IconName } from '../ui/icon';
import type { SealTone } from '../ui/seal';
import { Skeleton } from '../ui/skeleton';
import { State } from '../ui/state';
import { dial } from '../wx/dial';
import { go, routes } from '../wx/go';
import { hotline } from './known';
import type { Answer } from './use-answer';

const looks: Partial<Record<PhoneErrorCode, { icon: IconName; tone: SealTone }>> = {
  unreachable: { icon: 'offline', tone: 'off' },
  bureau_unavailable: { icon: 'unlink', tone: 'off' },
  payment_unavailable: { icon: 'unlink', tone: 'off' },
  level_required: { icon: 'idcard', tone: 'soft' },
  not_found: { icon: 'question', tone: 'plain' },
  bill_in_payment: { icon: 'lock', tone: 'soft' },
  bill_already_paid: { icon: 'check', tone: 'ok' },
};

/** What she can do about it, and the way round it. */
function waysOn(trouble: ApiError, retry: () => void): { main: Action; other: Action } {
  const again = { id: 'retry', text: troubleText.again, onTap: retry };
  const line = hotline.get();
  const call = { id: 'call', text: troubleText.call(line), onTap: () => dial(line) };
  const back = { id: 'leave', text: troubleText.back, onTap: go.back };
  if (trouble.code === 'level_required')
    return {
      main: { id: 'verify', text: troubleText.verify, onTap: () => go.to(routes.verify()) },
      other: back,
    };
  if (trouble.code === 'not_found') return { main: again, other: back };
  return { main: again, other: call };
}

/** Codes behind which the front door knows the particular case: its sentence stands in place of ours. */
const particular: PhoneErrorCode[] = [
  'invalid_request',
  'bill_not_payable',
  'bill_in_payment',
  'state_conflict',
];

/** A page that could not be had, in plain words with the next step. */
export function Trouble({ trouble, retry }: { trouble: ApiError; retry: () => void }) {
  const { title, hint: general } = splitWords(errorWords[trouble.code]);
  const hint = particular.includes(trouble.code) ? glue(trouble.told ?? general) : general;
  const { icon, tone } = looks[trouble.code] ?? { icon: 'alert', tone: 'bad' };
  const { main, other } = waysOn(trouble, retry);
  const note = trouble.requestId && tone !== 'soft' ? troubleText.number(trouble.requestId) : undefined;
  return <State icon={icon} tone={tone} title={title} hint={hint} main={main} other={other} note={note} />;
}

interface SettleProps<T> {
  answer: Answer<T>;
  children: (value: T) => ReactNode;
}

/** Content as soon as there is any, old content while asking again; a skeleton or the trouble only when there is none. */
export function Settle<T>({ answer, children }: SettleProps<T>) {
  if (answer.value !== null) return <>{children(answer.value)}</>;
  return (
    <View className="gap">
      {answer.trouble ? (
        <Trouble trouble={answer.trouble} retry={answer.reload} />
      ) : (
        <Skeleton label={troubleText.asking} />
      )}
    </View>
  );
}
