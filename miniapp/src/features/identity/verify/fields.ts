import { identityText } from '../../../text/identity';

export interface Person {
  name: string;
  idNumber: string;
  phone: string;
}

export type Problems = Partial<Record<keyof Person, string>>;

/** What a phone can see by itself; whether it is true only the city knows. */
export function problemsOf({ name, idNumber, phone }: Person): Problems {
  const problems: Problems = {};
  if (name.trim() === '') problems.name = identityText.nameProblem;
  if (!/^\d{17}[\dXx]$/.test(idNumber.trim())) problems.idNumber = identityText.idProblem;
  if (!/^1[3-9]\d{9}$/.test(phone.trim())) problems.phone = identityText.phoneProblem;
  return problems;
}

export const trimmed = ({ name, idNumber, phone }: Person): Person => ({
  name: name.trim(),
  idNumber: idNumber.trim().toUpperCase(),
  phone: phone.trim(),
});
