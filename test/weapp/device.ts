import { AppCode, type Definition } from './app-code.ts';
import { idOf, nodesUnder, textOf, type ViewNode, writePath } from './tree.ts';
import { type Powers, platformFacts } from './wx-powers.ts';

interface Page {
  route: string;
  data: { root?: ViewNode };
  call(method: string, ...given: unknown[]): void;
}

interface Navigation {
  url: string;
  success?: (answer: object) => void;
  fail?: (answer: object) => void;
  complete?: (answer: object) => void;
}

/** A phone running the built mini-program: pages, taps and what crosses the wx boundary. No browser, no stubbed result. */
export class Device {
  /** Every setData: page and bytes. */
  readonly setData: { route: string; bytes: number }[] = [];
  readonly calls: { api: string; given: unknown[] }[] = [];
  readonly #code: AppCode;
  readonly #stack: Page[] = [];

  constructor(dist: string, powers: Powers) {
    const wx = this.#recorded({ ...platformFacts(), ...this.#navigation(), ...powers });
    this.#code = new AppCode(dist, wx, () => this.#stack);
  }

  get errors(): readonly string[] {
    return this.#code.errors;
  }

  /** Every page of the artifact. */
  get routes(): readonly string[] {
    return this.#code.routes;
  }

  get route(): string {
    return this.#top().route;
  }

  get text(): string {
    return textOf(this.#top().data.root);
  }

  /** Requests the mini-program has made, oldest first. */
  get requests(): { url: string; method: string }[] {
    return this.calls
      .filter((call) => call.api === 'request')
      .map((call) => call.given[0] as { url: string; method?: string })
      .map(({ url, method }) => ({ url, method: method ?? 'GET' }));
  }

  /** A cold start, from a deep link when one is given. */
  launch(url?: string): void {
    this.#code.launch();
    const [first = ''] = this.#code.json.pages;
    const launch = { path: first, query: {}, scene: 1001 };
    this.#callApp('onLaunch', launch);
    this.#callApp('onShow', launch);
    this.#open(url ?? `/${first}`);
  }

  node(id: string): ViewNode | undefined {
    for (const node of nodesUnder(this.#top().data.root)) if (idOf(node) === id) return node;
    return undefined;
  }

  textOf(id: string): string {
    return textOf(this.node(id));
  }

  ids(): string[] {
    return [...nodesUnder(this.#top().data.root)].map(idOf).filter((id) => id !== undefined);
  }

  tap(id: string): void {
    this.#event(id, 'tap', {});
  }

  type(id: string, value: string): void {
    this.#event(id, 'input', { value });
  }

  /** Waits until the page shows it; on time-out the error tells what it shows instead. */
  async shows(what: string | RegExp, withinMs = 10_000): Promise<void> {
    await this.until(
      () => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text)),
      `${what}`,
      withinMs,
    );
  }

  async until(holds: () => unknown, what: string, withinMs = 10_000): Promise<void> {
    const end = Date.now() + withinMs;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(
          `${what}: not within ${withinMs} ms; ${this.route} shows: ${this.text} ${this.errors.slice(-3).join(' | ')}`,
        );
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  #top(): Page {
    const page = this.#stack.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  }

  #event(id: string, type: string, detail: object): void {
    const node = this.node(id);
    if (!node) throw new Error(`no node ${id} on ${this.route}; it has ${this.ids().join(' ')}`);
    const target = { id: idOf(node), dataset: { sid: node.sid }, offsetLeft: 0, offsetTop: 0 };
    this.#top().call('eh', { type, detail, target, currentTarget: target, timeStamp: Date.now(), mark: {} });
  }

  #callApp(method: string, given: object): void {
    const hook = this.#code.app[method];
    if (typeof hook === 'function') hook.call(this.#code.app, given);
  }

  #open(url: string): void {
    const [place = '', query = ''] = url.replace(/^\//, '').split('?');
    const page = this.#instance(place, this.#code.page(place));
    this.#stack.push(page);
    page.call('onLoad', Object.fromEntries(new URLSearchParams(query)));
    page.call('onShow');
    setTimeout(() => page.call('onReady'), 0);
  }

  #instance(route: string, definition: Definition): Page {
    const instance: Record<string, unknown> = { route, data: structuredClone(definition.data ?? {}) };
    for (const [name, value] of Object.entries(definition)) {
      if (typeof value === 'function') instance[name] = value.bind(instance);
    }
    instance.selectComponent = () => null;
    instance.setData = (change: Record<string, unknown>, done?: () => void) => {
      const json = JSON.stringify(change);
      this.setData.push({ route, bytes: Buffer.byteLength(json) });
      const copied = JSON.parse(json) as Record<string, unknown>;
      for (const [path, value] of Object.entries(copied))
        writePath(instance.data as Record<string, unknown>, path, value);
      if (done) setTimeout(done, 0);
    };
    return Object.assign(instance as object as Page, {
      call: (method: string, ...given: unknown[]) => {
        const hook = instance[method];
        if (typeof hook === 'function') hook(...given);
      },
    });
  }

  #leave(): void {
    this.#stack.pop()?.call('onUnload');
  }

  #navigation() {
    const to = (o: Navigation, prepare: () => void) => {
      const route = o.url.replace(/^\//, '').split('?')[0] ?? '';
      const known = this.#code.routes.includes(route);
      const answer = { errMsg: known ? 'navigate:ok' : `navigate:fail page "${route}" is not found` };
      if (known) {
        prepare();
        this.#open(o.url);
        o.success?.(answer);
      } else o.fail?.(answer);
      o.complete?.(answer);
      return Promise.resolve(answer);
    };
    const leaveAll = () => {
      while (this.#stack.length) this.#leave();
    };
    return {
      navigateTo: (o: Navigation) => to(o, () => this.#top().call('onHide')),
      redirectTo: (o: Navigation) => to(o, () => this.#leave()),
      reLaunch: (o: Navigation) => to(o, leaveAll),
      switchTab: (o: Navigation) => to(o, leaveAll),
      navigateBack: (o: Partial<Navigation> & { delta?: number } = {}) => {
        for (let left = o.delta ?? 1; left > 0 && this.#stack.length > 1; left -= 1) this.#leave();
        this.#top().call('onShow');
        o.success?.({ errMsg: 'navigateBack:ok' });
        o.complete?.({ errMsg: 'navigateBack:ok' });
      },
    };
  }

  #recorded(powers: Record<string, unknown>): object {
    return new Proxy(powers, {
      get: (target, key) => {
        const power = typeof key === 'string' ? target[key] : undefined;
        if (typeof power !== 'function') return power;
        return (...given: unknown[]) => {
          this.calls.push({ api: String(key), given });
          return power.apply(target, given);
        };
      },
      set: (target, key, value) => {
        target[String(key)] = value;
        return true;
      },
    });
  }
}
