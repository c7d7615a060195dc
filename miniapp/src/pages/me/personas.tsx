import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { meText } from '../../text/me';
import { Section } from '../../ui/frame';
import { Row } from '../../ui/row';
import { Seal } from '../../ui/seal';
import { become, type Persona, simulation } from '../../wx/simulation';

/** The people of the simulated city; in a real one there is nothing to choose. */
export function Personas() {
  const [personas, setPersonas] = useState<Persona[]>([]);
  useEffect(() => {
    simulation().then((around) => setPersonas(around?.personas ?? []));
  }, []);
  if (personas.length === 0) return null;
  return (
    <>
      <Section title={meText.personas} />
      <View className="card">
        {personas.map(({ code, name, story }) => (
          <Row
            key={code}
            id={`persona-${code}`}
            lead={<Seal word={name.slice(0, 1)} tone="plain" />}
            title={name}
            sub={story}
            lines="two"
            onTap={() => become(code)}
          />
        ))}
      </View>
    </>
  );
}
