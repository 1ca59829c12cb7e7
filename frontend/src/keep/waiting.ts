// A mark that sets wait to be sent, which any page can read without opening a database.

const KEY = "kilter.waiting";

export const markWaiting = (waits: boolean): void => (waits ? localStorage.setItem(KEY, "yes") : localStorage.removeItem(KEY));
export const isWaiting = (): boolean => localStorage.getItem(KEY) !== null;
