// The words of the page, in the reader's language; the server sends them (coaching/words.py).

export const WORDS = [
  "left", "right", "both", "in_turn", "set_of", "to_go", "reps", "seconds",
  "of_aim", "of_aim_to", "tempo", "in_reserve", "facing_front", "facing_side", "facing_back", "opening",
  "opening_film", "raise_hand", "or_press", "step_in", "get_in_position", "your_turn", "paused", "get_ready",
  "rest", "change_sides", "go", "go_on", "set_done", "session_done", "pause", "resume",
  "start", "lost", "connecting", "connected", "connection_lost", "no_coach", "sound_on", "sound_off",
  "camera_refused", "camera_refused_mend", "camera_missing", "camera_missing_mend", "camera_busy", "camera_busy_mend", "film_unreadable", "film_unreadable_mend",
  "pose_failed", "pose_failed_mend", "signed_out", "signed_out_mend", "next", "complete", "partial", "held_for",
  "counted", "clean_of", "range", "tempo_name", "no_reps_seen", "pain_told", "keep_waiting", "keep_waiting_one",
  "kept", "not_kept", "tap_each", "tap_stop", "tap_hold", "stopped_pain", "not_judged", "film_over",
  "offline", "nothing_kept", "goes_on",
] as const;

export type Word = (typeof WORDS)[number];
export type Words = Readonly<Record<Word, string>>;
export type Speak = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

/** A word with what stands in braces filled in. */
export const speaker =
  (words: Words): Speak =>
  (word, values = {}) =>
    words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
