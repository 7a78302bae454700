// The key on the left: what each mark means, how many there are, and a switch for each.

const NARROW = window.matchMedia("(max-width: 860px)");
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

const OUTLINES = {
  dot: "M8 2.5a5.5 5.5 0 1 0 .01 0Z", square: "M3 3h10v10H3Z", triangle: "M8 2 14 13H2Z",
  triangleDown: "M8 14 2 3h12Z", diamond: "M8 1.5 14.5 8 8 14.5 1.5 8Z", hexagon: "M4.5 2.5h7L15 8l-3.5 5.5h-7L1 8Z",
  star: "M8 1l2.1 4.7 5.1.5-3.8 3.4 1.1 5L8 12l-4.5 2.6 1.1-5L.8 6.2l5.1-.5Z",
};

function typeMark(type) {
  const { color, shape } = page.types[type];
  const path = drawn("path", { d: OUTLINES[shape] || OUTLINES.dot, fill: color, stroke: "#1b1f24", "stroke-width": "0.8" });
  return drawn("svg", { viewBox: "0 0 16 16", width: "15", height: "15", class: "mark", "aria-hidden": "true" }, path);
}

const LINES = [
  { stroke: "#5b6673", "stroke-width": "2" },
  { stroke: "#5b6673", "stroke-width": "2", "stroke-dasharray": "8 4" },
  { stroke: "#5b6673", "stroke-width": "2", "stroke-dasharray": "2 3" },
  { stroke: "#b42318", "stroke-width": "2" },
];

function statusMark(status) {
  const line = drawn("path", { d: "M1 8h30", fill: "none", ...LINES[status] });
  const cross = drawn("path", { d: "M12 4l8 8m0-8l-8 8", stroke: "#b42318", "stroke-width": "2" });
  const parts = status === DENIED ? [line, cross] : [line];
  return drawn("svg", { viewBox: "0 0 32 16", width: "30", height: "15", class: "mark", "aria-hidden": "true" }, ...parts);
}

const enabledMask = () => STATUS.reduce((mask, _, i) => (state.statusesOff.has(i) ? mask : mask | (1 << i)), 0);
const entityShown = (entity) => !state.typesOff.has(entity.type);
const evidenceShown = (item) => !state.statusesOff.has(item.status);

function factShown(fact) {
  return !state.relationsOff.has(fact.relation) && (fact.mask & enabledMask()) !== 0 &&
    entityShown(entities[fact.subject]) && (fact.object < 0 || entityShown(entities[fact.object]));
}

// The surest status that is switched on; a fact that is also denied is disputed.
const statusOf = (fact) => STATUS.findIndex((_, i) => fact.mask & enabledMask() & (1 << i));
const disputed = (fact) => (fact.mask & 8) !== 0 && (fact.mask & 7) !== 0;
const formerOnly = (fact) => fact.evidence.every((item) => item.former);

function checkRow(off, key, mark, text, amount) {
  const box = make("input", { type: "checkbox" });
  box.checked = !off.has(key);
  box.addEventListener("change", () => {
    if (box.checked) off.delete(key);
    else off.add(key);
    refresh();
  });
  return make("label", { class: "check" }, box, mark, make("span", { class: "word" }, text),
    make("span", { class: "amount" }, number(amount)));
}

function filterGroup(title, off, rows) {
  const setAll = (on) => () => {
    off.clear();
    if (!on) rows.forEach(({ key }) => off.add(key));
    renderFilters();
    refresh();
  };
  const both = make("span", { class: "both" },
    make("button", { type: "button", click: setAll(true) }, say("all")),
    make("button", { type: "button", click: setAll(false) }, say("none")));
  return make("fieldset", {}, make("legend", {}, title), make("div", { class: "heading" }, make("span", { "aria-hidden": "true" }, title), both),
    ...rows.map((row) => checkRow(off, row.key, row.mark, row.text, row.amount)));
}

function tally(items, keyOf) {
  const found = new Map();
  for (const item of items) found.set(keyOf(item), (found.get(keyOf(item)) || 0) + 1);
  return found;
}

function renderFilters() {
  const typed = tally(entities.filter((e) => e.facts.length), (e) => e.type);
  const related = tally(facts, (f) => f.relation);
  const types = page.types.map((_, key) => ({ key, mark: typeMark(key), text: typeName(key), amount: typed.get(key) || 0 }))
    .filter((row) => row.amount);
  const statuses = STATUS.map((name, key) => ({
    key, mark: statusMark(key), text: say(name), amount: facts.filter((f) => f.mask & (1 << key)).length,
  }));
  const relations = page.relations.map((relation, key) => ({
    key, mark: "", text: relation[state.lang], amount: related.get(key) || 0,
  }));
  element("filters").replaceChildren(
    filterGroup(say("types"), state.typesOff, types),
    filterGroup(say("certainty"), state.statusesOff, statuses),
    filterGroup(say("relations"), state.relationsOff, relations));
}
