import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import type { ServiceView } from '../../../../bff/contract';
import { listServices } from '../../api/services';
import { Page } from '../../session/frame';
import { Settle } from '../../session/settle';
import { useAnswer } from '../../session/use-answer';
import { places } from '../../text/places';
import { byTheme, matches, servicesText, verbWord } from '../../text/services';
import { sentence } from '../../text/spoken-row';
import { Badge } from '../../ui/facts';
import { Head, Section } from '../../ui/frame';
import { Icon } from '../../ui/icon';
import { Seal } from '../../ui/seal';
import { spoken } from '../../ui/spoken';
import { State } from '../../ui/state';
import { Tap } from '../../ui/tap';
import { go, routes } from '../../wx/go';

function ServiceRow({ service }: { service: ServiceView }) {
  const verbs = service.verbs.map(verbWord).join('');
  return (
    <Tap
      id={`service-${service.id}`}
      className="row row--top"
      label={sentence(
        `${verbs}：${service.title}`,
        service.department,
        servicesText.transport[service.transport],
      )}
      onTap={() => go.to(routes.bills(service.id))}
    >
      <Seal word={service.seal} />
      <View className="row__main">
        <View className="row__t">{service.title}</View>
        <View className="row__s row__s--two">{service.department}</View>
        <View className="row__marks">
          <Badge tone="acc">{verbs}</Badge>
          <Badge>{servicesText.transport[service.transport]}</Badge>
        </View>
      </View>
      <View className="row__go">
        <Icon name="right" small />
      </View>
    </Tap>
  );
}

function SearchBox({ q, onInput }: { q: string; onInput: (q: string) => void }) {
  return (
    <View className="search">
      <Icon name="search" small />
      <Input
        id="q"
        className="search__input"
        value={q}
        maxlength={40}
        placeholder={servicesText.search}
        placeholderClass="ink3"
        confirmType="search"
        onInput={(event) => onInput(event.detail.value)}
        {...spoken({ label: servicesText.search })}
      />
    </View>
  );
}

function Catalogue({ services, q }: { services: ServiceView[]; q: string }) {
  const found = services.filter((service) => matches(service, q));
  if (found.length === 0) return <State icon="search" tone="plain" {...servicesText.none(q)} />;
  return (
    <>
      {byTheme(found).map(({ theme, services: own }) => (
        <View key={theme}>
          <Section title={theme} />
          <View className="card">
            {own.map((service) => (
              <ServiceRow key={service.id} service={service} />
            ))}
          </View>
        </View>
      ))}
    </>
  );
}

/** What the city has connected so far, by theme, and a search over it. */
export default function ServicesPage() {
  const answer = useAnswer(listServices);
  const [q, setQ] = useState('');
  return (
    <Page tab="services" title={places.services}>
      <Settle answer={answer}>
        {({ items }) => (
          <>
            <Head answer={servicesText.answer(items.length)} scope={servicesText.scope} />
            <SearchBox q={q} onInput={setQ} />
            <Catalogue services={items} q={q} />
          </>
        )}
      </Settle>
    </Page>
  );
}
