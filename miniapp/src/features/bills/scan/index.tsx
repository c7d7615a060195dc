import { View } from '@tarojs/components';
import { useState } from 'react';
import { scanBill } from '../../../api/bills';
import { type ApiError, isApiError } from '../../../api/error';
import { Page } from '../../../session/frame';
import { Trouble } from '../../../session/settle';
import { scanText } from '../../../text/bills';
import { errorWords } from '../../../text/errors';
import { places } from '../../../text/places';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/facts';
import { Field } from '../../../ui/field';
import { Head } from '../../../ui/frame';
import { go, routes } from '../../../wx/go';
import { canScan, scan } from '../../../wx/scan';
import { expectedCodes } from './expected';

/** Looks a code up; what it opens is the front door's word, never the code's own. */
function useLookUp() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const find = async (text: string) => {
    setBusy(true);
    setTrouble(null);
    try {
      const found = await scanBill(text.trim());
      if (found.bill) go.swap(routes.bill(found.bill.id));
    } catch (error) {
      if (!isApiError(error)) throw error;
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, find };
}

function NotRecognised({ trouble }: { trouble: ApiError }) {
  return (
    <View className="gap">
      <Notice icon="alert" tone="warn">
        {errorWords.unsupported_code}
        <View className="ink b">{scanText.expected}</View>
        {expectedCodes(trouble.details).map((hint) => (
          <View key={hint} className="ink">
            {hint}
          </View>
        ))}
      </Notice>
    </View>
  );
}

/** A code by camera, or its number by hand. */
export default function ScanPage() {
  const [text, setText] = useState('');
  const { busy, trouble, find } = useLookUp();
  const submit = () => {
    if (text.trim() && !busy) find(text);
  };
  const openCamera = async () => {
    const code = await scan();
    if (code) await find(code);
  };
  const unknown = trouble?.code === 'unsupported_code';
  return (
    <Page title={places.scan}>
      <Head answer={scanText.answer} scope={scanText.scope} />
      {canScan ? <Button id="camera" icon="scan" text={scanText.open} off={busy} onTap={openCamera} /> : null}
      <View className={canScan ? 'card card--pad gap' : 'card card--pad'}>
        <Field
          id="code"
          label={scanText.label}
          value={text}
          hint={scanText.hint}
          example={scanText.example}
          maxLength={2048}
          onInput={setText}
          onDone={submit}
        />
        <Button
          id="find"
          kind={canScan ? 'soft' : 'main'}
          text={busy ? scanText.finding : scanText.find}
          off={busy || !text.trim()}
          onTap={submit}
        />
      </View>
      {trouble && unknown ? <NotRecognised trouble={trouble} /> : null}
      {trouble && !unknown ? (
        <View className="gap">
          <Trouble trouble={trouble} retry={submit} />
        </View>
      ) : null}
    </Page>
  );
}
