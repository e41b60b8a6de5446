// The pages are whole without this. With it: unsent words survive a reload, a counter counts, nothing is sent twice by a
// double click, and an open chat learns by itself that somebody answered.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const keeper = (text) => "kept " + text.form.dataset.keep;
  const spot = location.hash.length > 1 && at(location.hash.slice(1));
  if (spot) spot.focus();

  const count = (text) => {
    const output = text.form.querySelector(".counter");
    if (!output) return;
    const found = [...text.value].length;
    output.textContent = output.dataset.words.replace("@", found.toLocaleString(document.documentElement.lang));
    output.classList.toggle("too-long", found > Number(text.dataset.maximum));
  };
  const remember = () => {
    const text = at("text");
    if (!text) return;
    const kept = sessionStorage.getItem(keeper(text));
    if (kept !== null && text.value === "") text.value = kept;
    count(text);
  };
  addEventListener("input", ({ target }) => {
    if (target.id !== "text") return;
    sessionStorage.setItem(keeper(target), target.value);
    count(target);
  });
  addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, isComposing } = event;
    if (target.id !== "text" || key !== "Enter" || isComposing) return;
    if (!ctrlKey && !metaKey && !("line" in target.dataset)) return;
    event.preventDefault();
    target.form.requestSubmit();
  });
  addEventListener("submit", (event) => {
    if (event.target.dataset.gone) return event.preventDefault();
    event.target.dataset.gone = "1";
    if (event.target.dataset.keep) sessionStorage.removeItem("kept " + event.target.dataset.keep);
  });
  addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.gone; });
  remember();
  if (!at("talk")) return;

  const swap = (id, page) => {
    const old = at(id), fresh = page.getElementById(id), focused = document.activeElement;
    if (!old || !fresh) return;
    old.replaceWith(fresh);
    const same = [...fresh.querySelectorAll("button, [id]")].find((one) =>
      focused.id ? one.id === focused.id : focused.name && one.name === focused.name && one.value === focused.value);
    if (old.contains(focused) && same) same.focus({ preventScroll: true });
  };
  const refresh = async (mark) => {
    const answer = await fetch("/chat");
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = at("text");
    swap("missing", page);
    if (text && text.value !== text.defaultValue) at("talk").dataset.mark = mark;
    else swap("talk", page);
    remember();
    at("fresh").textContent = at("fresh").dataset.words;
  };
  const pulse = async () => {
    if (document.hidden) return;
    const answer = await fetch("/chat/pulse").catch(() => null);
    if (!answer) return;
    if (answer.status === 401) return clearInterval(beat);
    const { mark } = await answer.json();
    if (mark && mark !== at("talk").dataset.mark) await refresh(mark);
  };
  const beat = setInterval(pulse, 4000);
  document.addEventListener("visibilitychange", pulse);
})();
