// The steps of checking a draw, each with its verdict and a sentence.
import type { DrawCheckView, DrawVerdict } from '../../bindings.gen';
import { text } from '../../text';
import { longDay } from './days';
import { countText, prizeText, shown } from './odds';

export type StepVerdict = DrawVerdict | 'unsure' | 'unchecked';
export type StepName = 'promise' | 'evidence' | 'seed' | 'ticket' | 'prize';

export interface Step {
  name: StepName;
  title: string;
  verdict: StepVerdict;
  sentence: string;
}

const ORDER: StepName[] = ['promise', 'evidence', 'seed', 'ticket', 'prize'];

/** At which step the core stopped. One that is not known here is no reason to call a step right. */
function failedAt({ verdict, wrong, evidence_is_mine }: DrawCheckView): StepName | null {
  switch (wrong) {
    case 'commitment_wrong':
    case 'other_campaign':
      return 'promise';
    case 'other_payment':
      return 'evidence';
    case 'seed_wrong':
      return 'seed';
    case 'ticket_wrong':
      return 'ticket';
    case 'prize_wrong':
    case 'won_wrong':
      return 'prize';
  }
  if (evidence_is_mine === false) return 'evidence';
  return verdict === 'wrong' ? 'promise' : null;
}

function verdictOf(step: StepName, check: DrawCheckView): StepVerdict {
  const failed = failedAt(check);
  if (step === failed) return 'wrong';
  // Whose evidence it is does not hang on the steps before it.
  if (step === 'evidence') {
    if (check.evidence_is_mine === false) return 'wrong';
    return check.evidence_is_mine === null ? 'unsure' : 'holds';
  }
  if (failed !== null && ORDER.indexOf(step) > ORDER.indexOf(failed)) return 'unchecked';
  if (step === 'promise') return check.commitment_was_kept ? 'holds' : 'unsure';
  return check.seed === null ? 'waiting' : 'holds';
}

/** Returns what the whole check came to: never better than one of its steps. */
export function verdictOfAll(check: DrawCheckView): DrawVerdict {
  return failedAt(check) === null ? check.verdict : 'wrong';
}

function sentenceOf(step: StepName, verdict: StepVerdict, check: DrawCheckView): string {
  const words = text.value.draw_check;
  const { wrong, draw, prize } = check;
  const [ticket, tickets] = [countText(check.ticket), countText(check.tickets)];
  if (verdict === 'unchecked') return words.unchecked;
  switch (step) {
    case 'promise':
      if (wrong === 'other_campaign') return words.promise.other_campaign;
      if (verdict === 'unsure') return words.promise.unsure;
      return verdict === 'wrong' ? words.promise.wrong : words.promise.holds;
    case 'evidence':
      if (wrong === 'other_payment') return words.evidence.other_payment;
      if (verdict === 'unsure') return words.evidence.unsure;
      return verdict === 'wrong' ? words.evidence.wrong : words.evidence.holds;
    case 'seed':
      if (verdict === 'waiting') return words.seed.waiting(longDay(draw.day));
      return verdict === 'wrong' ? words.seed.wrong : words.seed.holds;
    case 'ticket':
      if (verdict === 'wrong') return words.ticket.wrong(ticket);
      return words.ticket[verdict === 'waiting' ? 'waiting' : 'holds'](ticket, tickets);
    case 'prize':
      if (verdict === 'wrong') return words.prize[wrong === 'won_wrong' ? 'won_wrong' : 'wrong'];
      if (prize === null || draw.won === null) return words.prize.lost;
      return words.prize.won(shown(draw.won), prizeText(prize));
  }
}

export function stepsOf(check: DrawCheckView): Step[] {
  const words = text.value.draw_check;
  return ORDER.map((name) => {
    const verdict = verdictOf(name, check);
    const title = name === 'seed' ? words.seed.name(longDay(check.draw.day)) : words[name].name;
    return { name, title, verdict, sentence: sentenceOf(name, verdict, check) };
  });
}
