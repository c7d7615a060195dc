import { View } from '@tarojs/components';
import type { ServiceView, SubjectView } from '../../../../../bff/contract';
import { listServices } from '../../../api/services';
import { listSubjects, releaseSubject } from '../../../api/subjects';
import { Page } from '../../../session/frame';
import { Settle } from '../../../session/settle';
import { useAnswer } from '../../../session/use-answer';
import { places } from '../../../text/places';
import { subjectsText } from '../../../text/subjects';
import { Button } from '../../../ui/button';
import { Head } from '../../../ui/frame';
import { Icon, type IconName } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { confirmed } from '../../../wx/ask';
import { go, routes } from '../../../wx/go';

/** A vehicle, a person; an account stands for a home. */
const icons: Record<string, IconName> = { vehicle: 'car', person: 'user' };

interface Bound {
  subjects: SubjectView[];
  services: ServiceView[];
}

async function load(): Promise<Bound> {
  const [subjects, services] = await Promise.all([listSubjects(), listServices()]);
  return { subjects: subjects.items, services: services.items };
}

/** What may be typed, service by service. */
const kindsOf = (services: ServiceView[]) =>
  services.flatMap((service) => service.subjects.map((kind) => ({ service, kind })));

function SubjectRow({
  subject,
  service,
  reload,
}: {
  subject: SubjectView;
  service: ServiceView | undefined;
  reload: () => void;
}) {
  const release = async () => {
    if (!(await confirmed(subjectsText.releaseAsk(subject.label)))) return;
    await releaseSubject(subject.id).finally(reload);
  };
  return (
    <View id={`subject-${subject.id}`} className="row row--flush">
      <Icon name={icons[subject.kind] ?? 'home'} />
      <View className="row__main">
        <View className="row__t">{subject.label}</View>
        {service ? <View className="row__s">{service.title}</View> : null}
      </View>
      <Tap
        id={`release-${subject.id}`}
        className="sec__a"
        label={`${subjectsText.release} ${subject.label}`}
        onTap={release}
      >
        {subjectsText.release}
      </Tap>
    </View>
  );
}

function Subjects({ bound, reload }: { bound: Bound; reload: () => void }) {
  const { subjects, services } = bound;
  return (
    <>
      <Head answer={subjectsText.answer(subjects.length)} scope={subjectsText.scope} />
      {subjects.length > 0 ? (
        <View className="card">
          {subjects.map((subject) => (
            <SubjectRow
              key={subject.id}
              subject={subject}
              service={services.find(({ id }) => id === subject.service)}
              reload={reload}
            />
          ))}
        </View>
      ) : null}
      {kindsOf(services).map(({ service, kind }) => (
        <View key={`${service.id} ${kind.kind}`} className={subjects.length > 0 ? 'gap' : ''}>
          <Button
            id={`bind-${kind.kind}`}
            icon="plus"
            kind={subjects.length > 0 ? 'paper' : 'main'}
            text={subjectsText.add(kind.title)}
            onTap={() => go.to(routes.bind(service.id, kind.kind))}
          />
        </View>
      ))}
    </>
  );
}

/** Plates and account numbers whose bills are watched for her. */
export default function SubjectsPage() {
  const answer = useAnswer(load);
  return (
    <Page title={places.subjects}>
      <Settle answer={answer}>{(bound) => <Subjects bound={bound} reload={answer.reload} />}</Settle>
    </Page>
  );
}
