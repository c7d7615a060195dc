import { View } from '@tarojs/components';
import { useState } from 'react';
import { Page } from '../../../session/frame';
import { Trouble } from '../../../session/settle';
import { identityText } from '../../../text/identity';
import { places } from '../../../text/places';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/facts';
import { Field } from '../../../ui/field';
import { Head } from '../../../ui/frame';
import { State } from '../../../ui/state';
import { go } from '../../../wx/go';
import { CodeStep } from './code-step';
import { type Person, problemsOf, trimmed } from './fields';
import { OwnCard } from './own-card';
import { useVerification } from './use-verification';

interface FormProps {
  person: Person;
  busy: boolean;
  onChange: (person: Person) => void;
  onSend: () => void;
}

function PersonForm({ person, busy, onChange, onSend }: FormProps) {
  const [tried, setTried] = useState(false);
  const problems = tried ? problemsOf(person) : {};
  const send = () => {
    setTried(true);
    if (Object.keys(problemsOf(person)).length === 0) onSend();
  };
  const set = (field: keyof Person) => (value: string) => onChange({ ...person, [field]: value });
  return (
    <>
      <View className="card card--pad">
        <Field
          id="name"
          label={identityText.name}
          value={person.name}
          example={identityText.nameExample}
          problem={problems.name}
          maxLength={50}
          onInput={set('name')}
        />
        <Field
          id="id-number"
          kind="idcard"
          label={identityText.idNumber}
          value={person.idNumber}
          example={identityText.idExample}
          problem={problems.idNumber}
          maxLength={18}
          onInput={set('idNumber')}
        />
        <Field
          id="phone"
          kind="number"
          label={identityText.phone}
          value={person.phone}
          example={identityText.phoneExample}
          problem={problems.phone}
          maxLength={11}
          onInput={set('phone')}
          onDone={send}
        />
        <Button id="send" text={busy ? identityText.sending : identityText.send} off={busy} onTap={send} />
      </View>
      <View className="gap">
        <Notice icon="shield">{identityText.why}</Notice>
      </View>
      <OwnCard onFill={onChange} />
    </>
  );
}

/** Real name by two elements and a text message; never by face alone. */
export default function VerifyPage() {
  const [person, setPerson] = useState<Person>({ name: '', idNumber: '', phone: '' });
  const steps = useVerification();
  const send = () => steps.start(trimmed(person));
  const { stage } = steps;
  return (
    <Page title={places.verify}>
      {stage === 'done' || stage === 'refused' ? null : (
        <Head answer={identityText.answer} scope={identityText.scope} />
      )}
      {stage === 'form' ? (
        <PersonForm person={person} busy={steps.busy} onChange={setPerson} onSend={send} />
      ) : null}
      {stage === 'code' ? <CodeStep phone={trimmed(person).phone} steps={steps} onResend={send} /> : null}
      {stage === 'refused' ? (
        <State
          icon="alert"
          tone="warn"
          {...identityText.refused}
          main={{ id: 'again', text: identityText.change, onTap: steps.again }}
        />
      ) : null}
      {stage === 'done' ? (
        <State
          icon="check"
          tone="ok"
          {...identityText.done}
          main={{ id: 'finish', text: identityText.finish, onTap: go.back }}
        />
      ) : null}
      {steps.trouble ? (
        <View className="gap">
          <Trouble trouble={steps.trouble} retry={stage === 'form' ? send : steps.dismiss} />
        </View>
      ) : null}
    </Page>
  );
}
