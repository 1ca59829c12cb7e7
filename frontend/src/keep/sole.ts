// One tab of an owner coaches at a time: it holds a lock as long as it is open, and whoever takes that over ends its say.

const TAKE_OVER = "kilter.take-over";
/** A page that is loaded anew waits for the lock of the page it was before. */
const PATIENCE_MS = 1500;

/**
 * Become the tab that coaches.
 *
 * Returns whether this is it now; `lost` is called when another one takes over.
 */
export function becomeSole(owner: string, lost: () => void): Promise<boolean> {
  // only where the page came over plain HTTP from another machine; the coach's socket goes to one tab all the same
  if (!("locks" in navigator)) return Promise.resolve(true);
  const takesOver = sessionStorage.getItem(TAKE_OVER) !== null;
  sessionStorage.removeItem(TAKE_OVER);
  const how: LockOptions = takesOver ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE_MS) };
  return new Promise((tell) => {
    let held = false;
    const hold = (): Promise<void> => {
      held = true;
      tell(true);
      return new Promise(() => undefined);
    };
    navigator.locks.request(`kilter.coach.${owner}`, how, hold).catch(() => (held ? lost() : tell(false)));
  });
}

/** Load the page anew and take over: what the other tab has told of the set by then is read from what was kept. */
export function takeOver(): void {
  sessionStorage.setItem(TAKE_OVER, "yes");
  location.reload();
}
