// What a page does beyond plain forms: stopwatch, counting a set, the rest timer, and focus after a swap.
// Everything here works on what the server sent; without it each form can be filled in by hand.

const spoken = (seconds) => seconds.toFixed(1);

function stopwatch(root) {
  if (!root) return;
  const button = root.querySelector("[data-toggle]");
  const shown = root.querySelector("output");
  const fields = [...root.closest("form").querySelectorAll("input[name=answer]")];
  let begun = 0;
  let ticking = 0;
  root.hidden = false;
  button.addEventListener("click", () => {
    if (ticking) {
      clearInterval(ticking);
      ticking = 0;
      const field = fields.find((each) => !each.value) ?? fields.at(-1);
      field.value = spoken((performance.now() - begun) / 1000);
      button.textContent = button.dataset.start;
      field.focus();
      return;
    }
    begun = performance.now();
    button.textContent = button.dataset.stop;
    ticking = setInterval(() => {
      if (!root.isConnected) clearInterval(ticking);
      shown.textContent = spoken((performance.now() - begun) / 1000);
    }, 100);
  });
}

function counter(root) {
  if (!root) return;
  const timed = root.dataset.timed === "yes";
  const aim = Number(root.dataset.aim);
  const [begin, tap, finish] = ["begin", "tap", "finish"].map((name) => root.querySelector(`[data-${name}]`));
  const shown = tap.querySelector("output");
  const amount = document.querySelector("#told input[name=amount]");
  let count = 0;
  let begun = 0;
  let ticking = 0;
  const show = (value) => {
    shown.textContent = String(value);
    tap.classList.toggle("reached", value >= aim);
  };
  const end = () => {
    clearInterval(ticking);
    amount.value = String(count);
    tap.hidden = finish.hidden = true;
    const form = document.querySelector("#told");
    form.scrollIntoView({ block: "start" });
    amount.focus({ preventScroll: true });
  };
  root.hidden = false;
  begin.addEventListener("click", () => {
    begin.hidden = true;
    tap.hidden = finish.hidden = false;
    tap.focus();
    if (!timed) return;
    begun = performance.now();
    ticking = setInterval(() => {
      if (!root.isConnected) clearInterval(ticking);
      count = Math.floor((performance.now() - begun) / 1000);
      show(count);
    }, 200);
  });
  tap.addEventListener("click", () => (timed ? end() : show(++count)));
  finish.addEventListener("click", end);
}

function rest(root) {
  if (!root) return;
  const shown = root.querySelector("output");
  const until = performance.now() + 1000 * Number(root.dataset.rest);
  const ticking = setInterval(() => {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    shown.textContent = String(left);
    if (!left || !root.isConnected) clearInterval(ticking);
  }, 250);
}

function pain(link) {
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const part = document.querySelector("#pain");
    part.closest("details").open = true;
    part.scrollIntoView({ block: "center" });
    part.querySelector("input:checked, input")?.focus({ preventScroll: true });
  });
}

function wake() {
  stopwatch(document.querySelector("[data-stopwatch]"));
  counter(document.querySelector("[data-counter]"));
  rest(document.querySelector("[data-rest]"));
  pain(document.querySelector("[data-pain]"));
}

wake();
document.body.addEventListener("htmx:afterSettle", () => {
  wake();
  const heading = document.querySelector("#main h1[tabindex]") ?? document.querySelector("#main");
  heading.focus({ preventScroll: true });
});

// Sets that a session without a network left in this browser are sent from whatever page comes next.
const carrying = document.querySelector("[data-carry]");
if (carrying && localStorage.getItem("kilter.waiting")) import(carrying.dataset.carry);
