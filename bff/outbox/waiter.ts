export interface Waiter {
  /** Ends the wait that is under way, or the next one. */
  wake(this: void): void;
  wait(ms: number): Promise<void>;
}

/** A pause that can be cut short. A wake between two waits is not lost. */
export function createWaiter(): Waiter {
  let woken = false;
  let end: (() => void) | null = null;
  return {
    wake() {
      woken = true;
      end?.();
    },
    async wait(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = null;
      woken = false;
    },
  };
}
