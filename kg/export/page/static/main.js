// The page's few verbs, and its start.

function announce(text) { element("live").textContent = text; }

function refresh() {
  renderWhere();
  if (state.view === "graph") draw();
  else renderRows();
  renderPanel();
}

// Shows an entity or a fact in the panel; without either, the overview. `moveFocus`: for those who came by keyboard.
function choose({ entity = null, fact = null }, moveFocus = false) {
  state.entity = entity;
  state.fact = fact;
  if (state.view === "list") setView("graph");
  renderPanel();
  network.redraw();
  if (entity !== null) announce(say("facts_about", { name: entities[entity].label }));
  if (fact !== null) announce(say("facts_between", { a: entities[facts[fact].subject].label, b: objectName(facts[fact]) }));
  if (moveFocus) element("panel").querySelector("h2").focus({ preventScroll: true });
  if (NARROW.matches && (entity !== null || fact !== null)) {
    window.scrollTo({ top: element("stage").offsetTop, behavior: CALM.matches ? "auto" : "smooth" });
  }
}

function focusOn(entity, moveFocus = false, keepAddress = false) {
  state.focus = entities[entity].facts.length ? entity : null;
  renderWhere();
  draw();
  choose({ entity }, moveFocus);
  if (!keepAddress) window.location.hash = `e=${encodeURIComponent(entities[entity].id)}`;
}

function showOverview() {
  state.focus = null;
  state.entity = null;
  state.fact = null;
  if (window.location.hash) window.history.pushState(null, "", "#");
  refresh();
}

// #e=ID opens the page at an entity, so that a link can point at it and the back button works.
function followAddress() {
  const asked = /^#e=(.+)$/.exec(window.location.hash);
  let wanted = "";
  try { wanted = asked ? decodeURIComponent(asked[1]) : ""; } catch { return; }
  const entity = entities.find((e) => e.id === wanted);
  if (entity && entity.number !== state.focus) focusOn(entity.number, false, true);
  else if (!asked && state.focus !== null) showOverview();
}

function setView(view) {
  state.view = view;
  element("main").classList.toggle("as-list", view === "list");
  element("list").hidden = view !== "list";
  element("stage").hidden = view === "list";
  element("show-graph").setAttribute("aria-pressed", String(view === "graph"));
  element("show-list").setAttribute("aria-pressed", String(view === "list"));
  if (view === "list") renderList();
  else draw();
}

function setLanguage(lang) {
  state.lang = lang;
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll("[data-w]")) node.textContent = say(node.dataset.w);
  for (const name of ["placeholder", "aria-label"]) {
    for (const node of document.querySelectorAll(`[data-w-${name}]`)) node.setAttribute(name, say(node.getAttribute(`data-w-${name}`)));
  }
  for (const known of Object.keys(page.words)) element(`lang-${known}`).setAttribute("aria-pressed", String(known === lang));
  const told = entities.filter((e) => e.facts.length).length;
  element("counts").textContent = [count("entities", told), count("facts", facts.length), count("articles", page.articles.length)].join(" · ");
  renderFilters();
  renderWhere();
  renderPanel();
  if (network) renderNote(state.focus === null ? null : neighbourhood(state.focus, state.depth));
  if (state.view === "list") renderList();
  if (network) network.redraw();
}

function onKey(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    element("search").focus();
  } else if (event.key === "Escape") {
    if (typing && event.target.value) {
      event.target.value = "";
      event.target.dispatchEvent(new Event("input"));
    } else if (state.fact !== null && state.focus !== null) choose({ entity: state.focus }, true);
    else if (state.fact !== null || (state.entity !== null && state.focus === null)) choose({}, true);
    else if (state.focus !== null) showOverview();
    else event.target.blur();
  }
}

// A point of the window where this fact's line can be clicked, or null: for tests that use a real mouse.
function edgePoint(statement) {
  const fact = facts.find((f) => f.statement === statement);
  const box = element("net").getBoundingClientRect();
  for (const share of [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]) {
    const at = fact && edgeMiddle(fact.number, share);
    if (!at) return null;
    const dom = network.canvasToDOM(at);
    const [x, y] = [Math.round(box.left + dom.x), Math.round(box.top + dom.y)];
    const picked = pick({ x: x - box.left, y: y - box.top });
    if (picked.fact === fact.number && document.elementFromPoint(x, y)?.tagName === "CANVAS") return { x, y };
  }
  return null;
}

function nodePoint(id) {
  const item = onStage.nodes.find((i) => typeof i.id === "number" && entities[i.id].id === id);
  if (!item) return null;
  const dom = network.canvasToDOM(item);
  const box = element("net").getBoundingClientRect();
  return { x: box.left + dom.x, y: box.top + dom.y };
}

function whenDrawn(done) {
  network.once("afterDrawing", () => requestAnimationFrame(() => window.setTimeout(done, 0)));
  network.redraw();
}

function start() {
  if (NARROW.matches) element("legend").removeAttribute("open");
  element("show-graph").addEventListener("click", () => setView("graph"));
  element("show-list").addEventListener("click", () => setView("list"));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    setView("list");
    element("list-filter").focus();
  });
  for (const lang of Object.keys(page.words)) element(`lang-${lang}`).addEventListener("click", () => setLanguage(lang));
  element("zoom-in").addEventListener("click", () => zoomBy(1.4));
  element("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  element("zoom-fit").addEventListener("click", () => network.moveTo(fitted));
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", followAddress);
  startSearch();
  setLanguage(state.lang);
  draw();
  followAddress();
  window.kgPage = { ready: false, readyAt: 0, edgePoint, nodePoint };
  whenDrawn(() => {
    window.kgPage.ready = true;
    window.kgPage.readyAt = performance.now();
  });
}

start();
