import { useState } from 'react';
import type { Verification, Verify } from '../../../../../bff/contract';
import { type ApiError, isApiError } from '../../../api/error';
import { verify } from '../../../api/identity';
import { citizen } from '../../../session/sign-in';
import type { Person } from './fields';

export type Stage = 'form' | 'code' | 'done' | 'refused';

const route = 'two_element_sms' as const;

/** Two steps: who she is, then the code from the text message. Nothing of it is kept on the phone. */
export function useVerification() {
  const [stage, setStage] = useState<Stage>('form');
  const [sent, setSent] = useState<Verification | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const [codeRefused, setCodeRefused] = useState(false);

  const step = async (body: Verify): Promise<Verification | null> => {
    setBusy(true);
    setTrouble(null);
    setCodeRefused(false);
    try {
      return await verify(body);
    } catch (error) {
      if (!isApiError(error)) throw error;
      setTrouble(error);
      return null;
    } finally {
      setBusy(false);
    }
  };

  const start = async (person: Person) => {
    const answer = await step({ route, ...person });
    if (!answer) return;
    setSent(answer);
    setStage(answer.status === 'refused' ? 'refused' : 'code');
  };

  const answerCode = async (smsCode: string) => {
    if (!sent) return;
    const answer = await step({ route, verificationId: sent.id, smsCode });
    if (!answer) return;
    if (answer.status !== 'verified') return setCodeRefused(true);
    const known = citizen.get();
    if (known && answer.level) citizen.set({ ...known, level: answer.level });
    setStage('done');
  };

  const again = () => {
    setStage('form');
    setTrouble(null);
  };
  return { stage, sent, busy, trouble, codeRefused, start, answerCode, again };
}
