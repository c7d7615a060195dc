import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import type { ServiceView } from '../../../../../bff/contract';
import { ApiError, isApiError } from '../../../api/error';
import { createIntent } from '../../../api/intent';
import { listServices } from '../../../api/services';
import { bindSubject } from '../../../api/subjects';
import { Page } from '../../../session/frame';
import { Settle, Trouble } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { places } from '../../../text/places';
import { subjectsText } from '../../../text/subjects';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/facts';
import { Head } from '../../../ui/frame';
import { go } from '../../../wx/go';
import { useQuery } from '../../../wx/page';
import { problemsIn, type SubjectKind, startValues, type Values } from './form';
import { SubjectField } from './subject-field';

function useBinding(service: string, kind: string) {
  const intent = useRef(createIntent());
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const bind = async (fields: Values) => {
    setBusy(true);
    setTrouble(null);
    try {
      await intent.current((key) => bindSubject({ service, kind, fields }, key));
      go.back();
    } catch (error) {
      if (!isApiError(error)) throw error;
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, bind };
}

function BindForm({ service, kind }: { service: ServiceView; kind: SubjectKind }) {
  const [values, setValues] = useState<Values>(() => startValues(kind));
  const [tried, setTried] = useState(false);
  const { busy, trouble, bind } = useBinding(service.id, kind.kind);
  const problems = tried ? problemsIn(kind, values) : {};
  const submit = () => {
    setTried(true);
    if (Object.keys(problemsIn(kind, values)).length === 0) bind(values);
  };
  const noMatch = isApiError(trouble, 'not_found', 'invalid_request');
  return (
    <>
      <Head answer={subjectsText.bindAnswer(kind.title)} scope={subjectsText.bindScope(service.department)} />
      <View className="card card--pad">
        {kind.fields.map((field) => (
          <SubjectField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            problem={problems[field.name]}
            onInput={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <Button id="bind" text={busy ? subjectsText.binding : subjectsText.bind} off={busy} onTap={submit} />
      </View>
      {trouble && noMatch ? (
        <View className="gap">
          <Notice icon="alert" tone="warn">
            {trouble.code === 'invalid_request'
              ? (trouble.told ?? subjectsText.noMatch)
              : subjectsText.noMatch}
          </Notice>
        </View>
      ) : null}
      {trouble && !noMatch ? (
        <View className="gap">
          <Trouble trouble={trouble} retry={submit} />
        </View>
      ) : null}
    </>
  );
}

/** The service and the kind that the link names. @throws ApiError `not_found` when it names none */
async function load(serviceId: string | undefined, kindId: string | undefined) {
  const { items } = await listServices();
  const service = items.find(({ id }) => id === serviceId);
  const kind = service?.subjects.find((one) => one.kind === kindId);
  if (!service || !kind) throw new ApiError('not_found');
  return { service, kind };
}

/** Any kind of subject, from the fields its service asks for. */
export default function BindPage() {
  const service = useQuery('service');
  const kind = useQuery('kind');
  const answer = useAnswer(() => load(service, kind), `${service} ${kind}`);
  return (
    <Page title={places.subjects}>
      <Settle answer={answer}>{(found) => <BindForm {...found} />}</Settle>
    </Page>
  );
}
