import type { City, Fault, FaultKind, Shelf } from '../kit/city.ts';
import { log } from '../kit/log.ts';
import type { Merchant, WechatKeys } from './keys.ts';
import { afterTry, envelope, type Flaw, isProbed, letterOf, type Notice } from './notice.ts';
import type { Order } from './order-book.ts';
import { post } from './post-office.ts';
import { minute, second } from './times.ts';
import { tradeView } from './trade-view.ts';

/** What became of a probe: a merchant that answers it with 2xx does not verify signatures. */
export interface Probe {
  outTradeNo: string;
  at: number;
  status: number | null;
  accepted: boolean;
}

const noticeKinds: readonly FaultKind[] = [
  'notice_drop',
  'notice_delay',
  'notice_duplicate',
  'notice_tamper',
  'reorder',
  'duplicate',
  'wrong_signature',
];
const unlessPostponed = noticeKinds.filter((kind) => kind !== 'notice_delay' && kind !== 'reorder');

const crowd = 50;
const atOnce = 64;

/** Announces payments to merchants: one pending notice each, tried until it is received or given up. */
export class NoticeDesk {
  private readonly city: City;
  private readonly keys: WechatKeys;
  private readonly shelf: Shelf<Notice>;
  private readonly probeShelf: Shelf<Probe>;
  /** The shelf's pages, so that looking four times a second costs nothing. */
  private readonly notices = new Map<string, Notice>();
  private readonly inHand = new Set<string>();

  constructor(city: City, keys: WechatKeys) {
    this.city = city;
    this.keys = keys;
    this.shelf = city.books.shelf('wechat-notices');
    this.probeShelf = city.books.shelf('wechat-probes');
    for (const notice of this.shelf.all()) this.notices.set(notice.id, notice);
  }

  clear(): void {
    for (const shelf of [this.shelf, this.probeShelf]) shelf.clear();
    this.notices.clear();
    this.inHand.clear();
  }

  all(): Notice[] {
    return [...this.notices.values()];
  }

  probes(): Probe[] {
    return this.probeShelf.all();
  }

  find(outTradeNo: string): Notice | undefined {
    return this.all().find((notice) => notice.outTradeNo === outTradeNo);
  }

  /** Writes the intention down; the first delivery is due at once. Call within the payment's own transaction. */
  announce(order: Order, merchant: Merchant): void {
    const now = this.now();
    const body = envelope(tradeView(order), merchant, now);
    this.write({
      id: (JSON.parse(body) as { id: string }).id,
      ordinal: this.notices.size + 1,
      mchid: order.mchid,
      outTradeNo: order.outTradeNo,
      type: 'TRANSACTION.SUCCESS',
      url: order.request.notify_url,
      body,
      attempts: 0,
      lastStatus: null,
      nextAt: now,
      outcome: 'pending',
    });
  }

  /** Starts what is due and does not wait: a merchant that hangs must not hold up the others. */
  due(): void {
    const now = this.now();
    for (const notice of this.notices.values()) {
      if (this.inHand.size >= atOnce) return;
      if (notice.outcome !== 'pending' || notice.nextAt > now || this.inHand.has(notice.id)) continue;
      this.inHand.add(notice.id);
      void this.work(notice)
        .catch((err: unknown) => log.error({ err }, 'a notice could not be worked on'))
        .finally(() => this.inHand.delete(notice.id));
    }
  }

  /** Sends copies of an existing notice, beside its own schedule. Statuses in order of sending. */
  async resend(notice: Notice, times: number, parallel: boolean, flaw?: Flaw): Promise<(number | null)[]> {
    if (parallel) return Promise.all(Array.from({ length: times }, () => this.send(notice, flaw)));
    const statuses: (number | null)[] = [];
    for (let sent = 0; sent < times; sent += 1) statuses.push(await this.send(notice, flaw));
    return statuses;
  }

  private async work(notice: Notice): Promise<void> {
    const kinds = notice.postponed ? unlessPostponed : noticeKinds;
    const fault = this.city.faults.take('wechat-pay', 'notice', kinds);
    const moved = this.moved(notice, fault);
    if (moved) return this.write(moved);
    const probed = await this.probeFirst(notice);
    const status = await this.deliver(probed, fault);
    // A reset may have cleared the desk meanwhile.
    if (this.notices.get(notice.id) !== notice) return;
    const tried = afterTry(probed, status, this.now());
    this.write(tried);
    if (tried.outcome === 'delivered') this.releaseHeld();
  }

  /** The notice as a fault has put it off, or null when it is delivered now. */
  private moved(notice: Notice, fault: Fault | null): Notice | null {
    switch (fault?.kind) {
      case 'notice_drop':
        return { ...notice, outcome: 'dropped' };
      case 'notice_delay':
        return { ...notice, postponed: 'delayed', nextAt: this.now() + (fault.delayMs ?? minute) };
      case 'reorder':
        return { ...notice, postponed: 'held', nextAt: this.now() + (fault.delayMs ?? 30 * second) };
      default:
        return null;
    }
  }

  private async probeFirst(notice: Notice): Promise<Notice> {
    if (notice.probed || !isProbed(notice.ordinal)) return notice;
    await this.probe(notice);
    return { ...notice, probed: true };
  }

  async probe(notice: Notice): Promise<Probe> {
    const status = await this.send(notice, 'signtest');
    const accepted = status !== null && status < 400;
    const probe = { outTradeNo: notice.outTradeNo, at: this.now(), status, accepted };
    this.probeShelf.put(`${notice.id}/${this.probeShelf.all().length}`, probe);
    return probe;
  }

  private async deliver(notice: Notice, fault: Fault | null): Promise<number | null> {
    switch (fault?.kind) {
      case 'notice_tamper':
        return this.send(notice, notice.attempts % 2 === 0 ? 'altered_ciphertext' : 'altered_body');
      case 'wrong_signature':
        return this.send(notice, 'wrong_signature');
      case 'duplicate':
      case 'notice_duplicate':
        return this.deliverCopies(notice, fault);
      default:
        return this.send(notice);
    }
  }

  /** Two copies `delayMs` apart, as over a second link; without it fifty at once. Received if any copy was. */
  private async deliverCopies(notice: Notice, fault: Fault): Promise<number | null> {
    const { delayMs } = fault;
    if (delayMs === undefined) return best(await this.resend(notice, crowd, true));
    const first = await this.send(notice);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    return best([first, await this.send(notice)]);
  }

  private send(notice: Notice, flaw?: Flaw): Promise<number | null> {
    return post(notice.url, letterOf(notice.body, this.keys, notice.ordinal, this.now(), flaw));
  }

  /** A notice held back by `reorder` goes out once a later one has arrived. */
  private releaseHeld(): void {
    for (const notice of this.notices.values()) {
      if (notice.postponed !== 'held' || notice.attempts > 0 || this.inHand.has(notice.id)) continue;
      if (notice.outcome === 'pending') this.write({ ...notice, nextAt: this.now() });
    }
  }

  private write(notice: Notice): void {
    this.shelf.put(notice.id, notice);
    this.notices.set(notice.id, notice);
  }

  private now(): number {
    return this.city.clock.now('wechat');
  }
}

const best = (statuses: readonly (number | null)[]) =>
  statuses.find((status) => status === 200 || status === 204) ?? statuses.at(-1) ?? null;
