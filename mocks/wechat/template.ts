/** A message template as chosen in the mini-program's console. */
export interface Template {
  templateId: string;
  /** Keyword types with their numbers: `thing1`, `amount3`. */
  fields: readonly string[];
}

/** Templates by the product's own word for them. */
export const templates: Readonly<Record<string, Template>> = {
  /** 缴费项目, 收款单位, 金额, 状态, 时间. */
  payment_result: {
    templateId: 'pR7xKc2mVtQ9sLh4WnZ0bYd8JfEa3GuT6oXiCqMw1Hk',
    fields: ['thing1', 'thing2', 'amount3', 'phrase4', 'time5'],
  },
};

export const templateOf = (templateId: string): Template | undefined =>
  Object.values(templates).find((template) => template.templateId === templateId);

const length = (text: string) => [...text].length;
const ascii = (max: number) => (text: string) => new RegExp(`^[\\x21-\\x7e ]{1,${max}}$`).test(text);

const clock = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`;
const date = String.raw`\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})`;
const moment = `(${date} ?)?${clock}`;
const timeRule = new RegExp(`^${moment}( ?~ ?${moment})?$`);
const dateRule = new RegExp(`^${date}( ${clock})?( ?~ ?${date}( ${clock})?)?$`);
const amountRule = /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/;

/** The rules of the keyword types, as WeChat documents them. A value is a string without control characters. */
const rules: Readonly<Record<string, (text: string) => boolean>> = {
  thing: (text) => length(text) <= 20,
  number: (text) => /^-?\d{1,32}(\.\d+)?$/.test(text) && text.length <= 32,
  letter: (text) => /^[A-Za-z]{1,32}$/.test(text),
  symbol: (text) => length(text) <= 5 && /^[\p{P}\p{S}]+$/u.test(text),
  character_string: ascii(32),
  time: (text) => timeRule.test(text),
  date: (text) => dateRule.test(text),
  amount: (text) => amountRule.test(text),
  phone_number: (text) => /^[\d+()\- ]{1,17}$/.test(text),
  car_number: (text) => length(text) <= 8 && /^[\p{Script=Han}A-Z0-9]+$/u.test(text),
  name: (text) => /^\p{Script=Han}{1,10}$/u.test(text) || /^[A-Za-z .·]{1,20}$/.test(text),
  phrase: (text) => /^\p{Script=Han}{1,5}$/u.test(text),
};

/** The first field of `data` that WeChat would refuse, with its reason; null when all are good. */
export function firstFault(template: Template, data: Readonly<Record<string, unknown>>): string | null {
  const extra = Object.keys(data).find((field) => !template.fields.includes(field));
  if (extra !== undefined) return `data.${extra} invalid`;
  for (const field of template.fields) {
    const value = textOf(data[field]);
    if (value === null || value === '') return `data.${field}.value is empty`;
    if (!fits(field, value)) return `data.${field}.value invalid`;
  }
  return null;
}

function fits(field: string, value: string): boolean {
  const rule = rules[field.replace(/\d+$/, '')];
  return rule !== undefined && !/\p{Cc}/u.test(value) && rule(value);
}

function textOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('value' in entry)) return null;
  return typeof entry.value === 'string' ? entry.value : null;
}
