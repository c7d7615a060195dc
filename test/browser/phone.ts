import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { House } from '../harness/index.ts';

/** Chromium as a machine without a network needs it: it asks nobody but the page. */
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where pictures go: `SCREENS=docs/screens` renews those of the documentation, else they are kept beside the results. */
const pictures = path.resolve(import.meta.dirname, '../..', process.env.SCREENS ?? 'test-results/screens');

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet });
}

export interface Looks {
  width?: number;
  dark?: boolean;
  /** The elder version, as kept on her phone. */
  elder?: boolean;
}

/** A resident's phone with the H5 page in it. */
export class Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of. */
  readonly errors: string[] = [];
  readonly #house: House;
  readonly #login: string;

  private constructor(page: Page, context: BrowserContext, house: House, login: string) {
    this.page = page;
    this.context = context;
    this.#house = house;
    this.#login = login;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (said) => {
      // A refused request is the story's own doing; the page's words about it are looked at instead.
      if (said.type() === 'error' && !said.text().startsWith('Failed to load resource'))
        this.errors.push(said.text());
    });
  }

  static async of(browser: Browser, house: House, login: string, looks: Looks = {}): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: looks.width ?? 375, height: 812 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      colorScheme: looks.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    const phone = new Phone(await context.newPage(), context, house, login);
    if (looks.elder) {
      await phone.opens();
      await phone.taps('elder');
    }
    return phone;
  }

  /** Opens a page by its address in the app, `''` = as launched. */
  async opens(route = ''): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(`${this.#house.url()}/?persona=${this.#login}${route ? `#/${route}` : ''}`);
  }

  /** Pages below the top one stay in the document: only what is seen counts. */
  node(id: string): Locator {
    return this.page.locator(`[id="${id}"]:visible`).last();
  }

  async taps(id: string): Promise<void> {
    await this.node(id).click();
  }

  async shows(text: string | RegExp, timeout = 20_000): Promise<void> {
    await this.page.getByText(text).and(this.page.locator(':visible')).first().waitFor({ timeout });
  }

  /** At the simulated WeChat's cashier page, as a person. */
  async atCashier(button: '确认支付' | '取消'): Promise<void> {
    await this.page.waitForURL(/\/cashier\//, { timeout: 20_000 });
    await this.page.getByRole('button', { name: new RegExp(button) }).click();
    await this.page.waitForURL((url) => url.origin === new URL(this.#house.url()).origin, {
      timeout: 20_000,
    });
  }

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => null));
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
