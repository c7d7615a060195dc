import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** What a compiled page or component hands to WeChat. */
export type Definition = Record<string, unknown> & { data?: Record<string, unknown> };

export interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
}

/** The built artifact, loaded file by file in a realm of its own, as WeChat's logic layer does: no DOM, no Node. */
export class AppCode {
  readonly json: AppJson;
  readonly errors: string[] = [];
  app: Definition = {};
  #pages = new Map<string, Definition>();
  #modules = new Map<string, { exports: unknown }>();
  #loading = '';
  #realm: vm.Context;
  #dist: string;

  constructor(dist: string, wx: object, currentPages: () => unknown[]) {
    this.#dist = dist;
    this.json = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson;
    this.#realm = vm.createContext({
      wx,
      console: this.#console(),
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      App: (definition: Definition) => {
        this.app = definition;
      },
      Page: (definition: Definition) => this.#pages.set(this.#loading, definition),
      Component: (definition: Definition) => this.#pages.set(this.#loading, definition),
      Behavior: (definition: Definition) => definition,
      getApp: () => this.app,
      getCurrentPages: currentPages,
    });
  }

  get routes(): string[] {
    const inside = (this.json.subPackages ?? []).flatMap((part) =>
      part.pages.map((page) => `${part.root}/${page}`),
    );
    return [...this.json.pages, ...inside];
  }

  launch(): void {
    this.#require(path.join(this.#dist, 'app.js'));
  }

  page(route: string): Definition {
    if (!this.#pages.has(route)) {
      this.#loading = route;
      this.#require(path.join(this.#dist, `${route}.js`));
    }
    const definition = this.#pages.get(route);
    if (!definition) throw new Error(`${route} registers no page`);
    return definition;
  }

  #console() {
    const silent = () => {};
    const keep = (...said: unknown[]) => {
      this.errors.push(said.map(String).join(' '));
    };
    return { log: silent, info: silent, debug: silent, warn: silent, error: keep };
  }

  #require(wanted: string): unknown {
    const file = wanted.endsWith('.js') ? wanted : `${wanted}.js`;
    const known = this.#modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.#modules.set(file, module);
    const wrapped = `(function(require,module,exports){${readFileSync(file, 'utf8')}\n})`;
    const run = vm.runInContext(wrapped, this.#realm, { filename: file }) as (
      require: (id: string) => unknown,
      module: { exports: unknown },
      exports: unknown,
    ) => void;
    run((id) => this.#require(path.resolve(path.dirname(file), id)), module, module.exports);
    return module.exports;
  }
}
