// What is heard: short tones, and a voice where the browser has one. All that is said is shown as well.

const KEY = "kilter.sound";
const TONES = { low: [440, 0.09], high: [880, 0.12], done: [1175, 0.3] } as const;

export class Sound {
  private context: AudioContext | null = null;
  on = localStorage.getItem(KEY) !== "off";

  constructor(private readonly language: string) {}

  toggle(): boolean {
    this.on = !this.on;
    localStorage.setItem(KEY, this.on ? "on" : "off");
    if (!this.on) window.speechSynthesis?.cancel();
    return this.on;
  }

  /** Browsers let a page sound only after it was touched. */
  wake(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  beep(tone: keyof typeof TONES): void {
    if (!this.on || !this.context) return;
    const [pitch, length] = TONES[tone];
    const now = this.context.currentTime;
    const [oscillator, gain] = [this.context.createOscillator(), this.context.createGain()];
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, now);
    gain.gain.exponentialRampToValueAtTime(0.2, now + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + length);
    oscillator.connect(gain).connect(this.context.destination);
    oscillator.start(now);
    oscillator.stop(now + length);
  }

  /** Say something; what is urgent takes the word from what is not. */
  say(text: string, urgent: boolean): void {
    const voice = window.speechSynthesis;
    if (!this.on || !voice) return;
    if (urgent) voice.cancel();
    else if (voice.pending) return;
    const said = new SpeechSynthesisUtterance(text);
    said.lang = this.language;
    voice.speak(said);
  }
}
