"""What keeps people out of a page: looked for in the page as it stands in a real browser."""

from __future__ import annotations

from typing import cast

from playwright.async_api import Page

_LOOK = """() => {
  const faults = [], all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (one) => one.offsetParent !== null && getComputedStyle(one).clipPath === "none";
  const say = (what, one) => faults.push(what + ": " + one.outerHTML.slice(0, 120));
  if (!document.documentElement.lang) faults.push("no language");
  if (!document.title.trim()) faults.push("no title");
  for (const [selector, wanted] of [["h1", 1], ["main", 1], ["body > header", 1], ["body > footer", 1]])
    if (all(selector).length !== wanted) faults.push(all(selector).length + " of " + selector);
  for (const one of all("input:not([type=hidden]), textarea, select"))
    if (!one.labels || ![...one.labels].some((label) => label.textContent.trim())) say("no label", one);
  for (const one of all("button, a, summary").filter(shown)) if (!one.textContent.trim()) say("says nothing", one);
  const ids = all("[id]").map((one) => one.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push("id twice: " + id);
  for (const one of all("[aria-labelledby], [aria-describedby]"))
    for (const id of (one.getAttribute("aria-labelledby") + " " + one.getAttribute("aria-describedby")).split(" "))
      if (id && id !== "null" && !document.getElementById(id)) say("points nowhere, " + id, one);
  const touched = "button, summary, select, textarea, input:not([type=hidden], [type=radio]), .pick, nav a";
  for (const one of all(touched).filter(shown))
    if (one.getBoundingClientRect().height < 43.5) say("too small to touch", one);
  for (const one of all("[tabindex]")) if (one.tabIndex > 0) say("changes the order of keys", one);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window");
  return faults;
}"""


async def faults(page: Page) -> list[str]:
    """Return what is wrong with the page for people who do not see it, do not use a mouse, or hold a telephone."""
    return cast(list[str], await page.evaluate(_LOOK))
