// The books and fittings of the fake town's shop.
import type {
  AppealRequest,
  BillView,
  BillsRequest,
  FiguresView,
  MatterView,
  SoundBoxView,
  SpanRequest,
  TakersView,
  UpliftView,
} from '../../src/bindings.gen';
import { MINUTE_MS, pictureOfCode } from './data';
import { bill, figures, takers, uplift } from './office_data';
import { FakeShifts } from './shifts';
import type { FakeWallet } from './wallet';

const PAGE = 5;

export class FakeOffice {
  /** What figures are answered with, by what was asked. */
  figures: (span: SpanRequest) => FiguresView = figures;
  takers: (span: SpanRequest) => TakersView = takers;
  uplifts: UpliftView[] = [uplift('Autumn draw', 'more', [120, 640, 1_160]), uplift('Winter draw', 'none_told')];
  bills: BillView[] = Array.from({ length: 7 }, (_, at) => bill(at));
  boxes: SoundBoxView[] = [];
  /** How long the next pairing code is good. */
  code_ms = 5 * MINUTE_MS;
  matters: MatterView[] = [];

  readonly shifts: FakeShifts;

  constructor(private readonly wallet: FakeWallet) {
    this.shifts = new FakeShifts(wallet);
  }

  private reach(): void {
    if (!this.wallet.online) this.wallet.refuse('offline');
  }

  private page({ before }: BillsRequest) {
    const older = this.bills.filter((one) => before === null || one.date < before);
    const bills = older.slice(0, PAGE);
    return { bills, next_before: older.length > PAGE ? bills.at(-1)!.date : null };
  }

  private appeal({ entry, text, evidence }: AppealRequest) {
    const at_ms = Date.now();
    const answer_by_ms = at_ms + 14 * 24 * 60 * MINUTE_MS;
    const appeal = { text, evidence, at_ms, answer_by_ms, is_overdue: false, answer: null };
    this.matters = this.matters.map((one) => (one.entry === entry ? { ...one, appeal } : one));
    return { matters: this.matters };
  }

  /** The commands that these answer. */
  readonly handlers = {
    figures: ({ span }: { span: SpanRequest }) => {
      this.reach();
      return this.figures(span);
    },
    takers: ({ span }: { span: SpanRequest }) => {
      this.reach();
      return this.takers(span);
    },
    export_shop: ({ merchant }: { merchant: string }) => {
      this.reach();
      return {
        name: `shop-${merchant}.tongbao.jsonl`,
        media_type: 'application/x-ndjson',
        content: btoa('{}\n'),
      };
    },
    uplifts: () => {
      this.reach();
      return { campaigns: this.uplifts };
    },
    takers_file: ({ form }: { form: { kind: string } }) => ({
      name: form.kind === 'pdf' ? 'report-2026-11-28.pdf' : 'report-2026-11-28.bin',
      media_type: form.kind === 'pdf' ? 'application/pdf' : 'application/octet-stream',
      content: btoa('report'),
    }),
    bills: (request: BillsRequest) => {
      this.reach();
      return this.page(request);
    },
    bill_file: ({ date, file }: { date: string; file: string }) => ({
      name: `${date}-${file}`,
      media_type: file.endsWith('.csv') ? 'text/csv' : 'text/plain',
      content: btoa('time,kind\r\n'),
    }),
    sound_boxes: () => {
      this.reach();
      return { boxes: this.boxes };
    },
    offer_sound_box: () => ({
      code: '402817556310',
      link: 'https://pay.riverside.example/sound#code=402817556310',
      svg: pictureOfCode(),
      ends_at_ms: Date.now() + this.code_ms,
    }),
    turn_off_sound_box: ({ sound_box }: { sound_box: string }) => {
      this.boxes = this.boxes.filter((one) => one.sound_box !== sound_box);
      return { boxes: this.boxes };
    },
    label_sheet: () => ({
      name: 'label.pdf',
      media_type: 'application/pdf',
      content: btoa('%PDF-1.7'),
    }),
    matters: () => {
      this.reach();
      return { matters: this.matters };
    },
    appeal: (request: AppealRequest) => this.appeal(request),
  };
}
