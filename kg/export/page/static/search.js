// Find an entity by any of its names, without minding case and accents.

const RESULTS = 10;

function matches(text) {
  const wanted = fold(text).trim();
  if (!wanted) return [];
  const found = [];
  for (const entity of entities) {
    let best = 9;
    for (const name of entity.names) {
      const at = name.indexOf(wanted);
      if (at < 0) continue;
      const rank = name === wanted ? 0 : at === 0 ? 1 : /[^\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 3;
      best = Math.min(best, rank);
    }
    if (best < 9) found.push({ entity, best });
  }
  return found.sort((a, b) => a.best - b.best || b.entity.facts.length - a.entity.facts.length || a.entity.number - b.entity.number)
    .map(({ entity }) => entity);
}

const searching = { found: [], active: 0 };

function renderResults() {
  const field = element("search");
  const list = element("results");
  const open = field.value.trim() !== "";
  searching.found = matches(field.value);
  searching.active = 0;
  const shown = searching.found.slice(0, RESULTS);
  const rows = shown.map((entity, i) => {
    const alias = fold(entity.label).includes(fold(field.value).trim()) ? "" : entity.aliases.find((a) => fold(a).includes(fold(field.value).trim())) || "";
    const row = make("li", { role: "option", id: `result-${i}`, "aria-selected": String(i === 0) }, typeMark(entity.type), nameOf(entity.label),
      alias ? make("small", {}, alias) : "", make("small", { class: "amount" }, count("facts", entity.facts.length)));
    row.addEventListener("mousedown", (event) => { event.preventDefault(); pickResult(entity); });
    return row;
  });
  const rest = searching.found.length - shown.length;
  if (open && !shown.length) rows.push(make("li", { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("no_result")));
  if (rest > 0) rows.push(make("li", { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("more_results", { n: number(rest) })));
  list.replaceChildren(...rows);
  list.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  if (shown.length) field.setAttribute("aria-activedescendant", "result-0");
  else field.removeAttribute("aria-activedescendant");
}

function moveActive(step) {
  const size = Math.min(searching.found.length, RESULTS);
  if (!size) return;
  searching.active = (searching.active + step + size) % size;
  [...element("results").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === searching.active)));
  element("search").setAttribute("aria-activedescendant", `result-${searching.active}`);
}

function closeResults() {
  element("results").hidden = true;
  element("search").setAttribute("aria-expanded", "false");
}

function pickResult(entity) {
  element("search").value = "";
  closeResults();
  if (state.view === "list") setView("graph");
  focusOn(entity.number, true);
}

function startSearch() {
  const field = element("search");
  field.addEventListener("input", renderResults);
  field.addEventListener("blur", closeResults);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") moveActive(1);
    else if (event.key === "ArrowUp") moveActive(-1);
    else if (event.key === "Enter" && searching.found.length && field.value) pickResult(searching.found[searching.active]);
    else return;
    event.preventDefault();
  });
}
