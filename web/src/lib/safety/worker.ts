import type { Answer, Question } from './messages.ts';
import { StreetData } from '@quartierblick/gis/safety/street-data.ts';

let data: StreetData | undefined;

function answerTo(question: Question): Answer {
  if (question.kind === 'data') {
    data = new StreetData(question);
    return { kind: 'streets', streets: data.choices() };
  }
  if (!data) throw new Error('no data yet');
  if (question.kind === 'street') return { kind: 'strip', strip: data.strip(question.id) };
  const { ask, id } = question;
  return question.kind === 'figures'
    ? { kind: 'figures', ask, figures: data.figures(id, question.settings) }
    : { kind: 'sections', ask, sections: data.sections(id, question.preset) };
}

onmessage = ({ data: question }: MessageEvent<Question>) => {
  try {
    postMessage(answerTo(question));
  } catch (error) {
    postMessage({ kind: 'failed', message: String(error) } satisfies Answer);
  }
};
