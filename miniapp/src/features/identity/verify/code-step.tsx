import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { now } from '../../../session/clock';
import { instant } from '../../../text/format';
import { identityText } from '../../../text/identity';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/facts';
import { Field } from '../../../ui/field';
import { lastSms, simulation } from '../../../wx/simulation';
import type { useVerification } from './use-verification';

/** Seconds until another code may be asked for. */
function useSecondsUntil(time: string | undefined): number {
  const left = () => (time ? Math.max(0, Math.ceil((instant(time) - now()) / 1_000)) : 0);
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second passing and a new time both count anew
  useEffect(() => {
    const timer = setTimeout(() => setSeconds(left()), 1_000);
    return () => clearTimeout(timer);
  }, [seconds, time]);
  return seconds;
}

/** Only in the simulated city, where no phone rings: shows the text that was sent. */
function SimulatedSms() {
  const [shown, setShown] = useState(false);
  const [text, setText] = useState('');
  useEffect(() => {
    simulation().then((around) => setShown(around !== null));
  }, []);
  if (!shown) return null;
  const show = async () => setText((await lastSms()) ?? '');
  return (
    <View className="gap">
      {text ? (
        <Notice icon="info">{text}</Notice>
      ) : (
        <Button id="sms" kind="paper" text={identityText.simulated} onTap={show} />
      )}
    </View>
  );
}

interface CodeStepProps {
  phone: string;
  steps: ReturnType<typeof useVerification>;
  onResend: () => void;
}

export function CodeStep({ phone, steps, onResend }: CodeStepProps) {
  const [code, setCode] = useState('');
  const wait = useSecondsUntil(steps.sent?.resendAt);
  const complete = /^\d{6}$/.test(code);
  const confirm = () => {
    if (complete && !steps.busy) steps.answerCode(code);
  };
  return (
    <>
      <View className="card card--pad">
        <Field
          id="sms-code"
          kind="number"
          label={identityText.code}
          value={code}
          hint={identityText.codeSent(phone)}
          problem={steps.codeProblem}
          example={identityText.codeExample}
          maxLength={6}
          onInput={setCode}
          onDone={confirm}
        />
        <Button
          id="confirm"
          text={steps.busy ? identityText.confirming : identityText.confirm}
          off={!complete || steps.busy}
          onTap={confirm}
        />
        <View className="gap">
          <Button
            id="resend"
            kind="soft"
            text={wait > 0 ? identityText.resendIn(wait) : identityText.resend}
            off={wait > 0 || steps.busy}
            onTap={onResend}
          />
        </View>
      </View>
      <SimulatedSms />
    </>
  );
}
