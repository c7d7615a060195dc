import { useState } from 'react';
import type { Verification } from '../../../../../bff/contract';
import { type ApiError, isApiError } from '../../../api/error';
import { verify } from '../../../api/identity';
import { adopt } from '../../../session/sign-in';
import { errorWords } from '../../../text/errors';
import { glue } from '../../../text/format';
import type { Person } from './fields';

export type Stage = 'form' | 'code' | 'done' | 'refused';

const route = 'two_element_sms' as const;

/** Two steps: who she is, then the code from the text message. Nothing of it is kept on the phone. */
export function useVerification() {
  const [stage, setStage] = useState<Stage>('form');
  const [sent, setSent] = useState<Verification | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  /** What is wrong with the code she typed. */
  const [codeProblem, setCodeProblem] = useState<string>();

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setTrouble(null);
    setCodeProblem(undefined);
    try {
      await act();
    } catch (error) {
      if (!isApiError(error)) throw error;
      // A wrong code is said beside the box; the front door knows how many tries are left.
      if (sent && error.code === 'invalid_request')
        setCodeProblem(glue(error.told ?? errorWords.invalid_request));
      else setTrouble(error);
    } finally {
      setBusy(false);
    }
  };

  const start = async (person: Person) => {
    await attempt(async () => {
      const answer = await verify({ route, ...person });
      setSent(answer);
      setStage(answer.status === 'refused' ? 'refused' : 'code');
    });
  };

  const answerCode = async (smsCode: string) => {
    if (!sent) return;
    await attempt(async () => {
      const { status, session } = await verify({ route, verificationId: sent.id, smsCode });
      if (session) adopt(session);
      setStage(status === 'verified' ? 'done' : 'refused');
    });
  };

  const again = () => {
    setStage('form');
    setTrouble(null);
  };
  const dismiss = () => setTrouble(null);
  return { stage, sent, busy, trouble, codeProblem, start, answerCode, again, dismiss };
}
