import Taro from '@tarojs/taro';
import type { GrantAnswer } from '../api/messages';

export type Subscribe = (templateId: string) => Promise<GrantAnswer>;

const answers: Record<string, GrantAnswer> = {
  accept: 'accept',
  acceptWithAudio: 'accept',
  ban: 'ban',
  filter: 'filter',
};

/** Must be called straight from a tap. Refusing and WeChat's main switch being off both count as `reject`. */
export const subscribe: Subscribe = async (templateId) => {
  try {
    const answer: Record<string, unknown> = {
      ...(await Taro.requestSubscribeMessage({ tmplIds: [templateId], entityIds: [] })),
    };
    return answers[String(answer[templateId])] ?? 'reject';
  } catch {
    return 'reject';
  }
};
