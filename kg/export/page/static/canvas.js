// The drawing: vis-network without physics, given only what is on the stage.

const OPTIONS = {
  physics: false,
  autoResize: true,
  layout: { improvedLayout: false, randomSeed: 1 },
  interaction: {
    hover: false, selectable: false, dragNodes: false, dragView: true, zoomView: true, zoomSpeed: 0.6,
    keyboard: false, navigationButtons: false, tooltipDelay: 1e9, hideEdgesOnDrag: false, hideEdgesOnZoom: false,
  },
  nodes: { chosen: false, borderWidth: 1, scaling: { min: 1, max: 1 }, shapeProperties: { interpolation: false } },
  edges: {
    chosen: false, smooth: false, width: 1.3, hoverWidth: 0, selectionWidth: 0,
    arrowStrikethrough: true, arrows: { to: { enabled: true, scaleFactor: 0.45 } },
  },
};
const DASHES = [false, [11, 6], [2, 5], false];
const EDGE = "#7b8694";
const PALE = "#b3bcc6"; // where a thousand lines would blacken the picture

let network = null;
let fitted = null;
const onStage = { nodes: [], facts: [], byNode: new Map(), crossed: [] };
const hovered = { node: null, fact: null };

function stageSize() {
  const box = element("net").getBoundingClientRect();
  return { width: Math.max(box.width, 200), height: Math.max(box.height, 200) };
}

// The places of the overview; on a tall stage the drawing lies on its side.
function overviewPlaces() {
  const { width, height } = stageSize();
  const tall = height > width * 1.25;
  const places = new Map();
  for (const entity of entities) {
    if (entity.drawn && entityShown(entity) && entity.facts.some(factShown)) {
      places.set(entity.number, tall ? { x: entity.y, y: entity.x } : { x: entity.x, y: entity.y });
    }
  }
  return places;
}

function extent(places) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const { x, y } of places.values()) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom };
}

// The view that shows all places with a margin for names.
function viewOf(places) {
  const { width, height } = stageSize();
  const { left, right, top, bottom } = extent(places);
  if (!places.size) return { position: { x: 0, y: 0 }, scale: 1 };
  const margin = Math.min(56, width * 0.09);
  const scale = Math.min((width - 2 * margin) / Math.max(right - left, 1), (height - 2 * 48) / Math.max(bottom - top, 1), 1.25);
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale };
}

// In the overview a node stays inside the room that the layout gave it (9 + 2.4 root).
function nodeItem(key, place, scale, amount) {
  if (typeof key === "string") {
    const fact = facts[Number(key.slice(1))];
    return { id: key, label: fact.value, value: true, size: 4, weight: 0, order: 1e7 + fact.number, ...place };
  }
  const entity = entities[key];
  const root = Math.sqrt(entity.degree);
  const size = key === state.focus ? 17 : state.focus !== null ? 7 + Math.min(root, 8) * 0.8
    : Math.min(8 + 2.1 * root, Math.max(amount > 400 ? 5 + 1.3 * root : 7 + 2 * root, (2.4 + 0.8 * root) / scale));
  return { id: key, label: entity.label, value: false, size, weight: entity.degree, order: key, type: entity.type, ...place };
}

function visNode(item) {
  const look = item.value ? { color: "#ffffff", shape: "dot" } : page.types[item.type];
  return {
    id: item.id, x: item.x, y: item.y, size: item.size, shape: look.shape,
    color: { background: look.color, border: item.id === state.focus ? "#0b1f3a" : "#2a323c" },
    borderWidth: item.id === state.focus ? 3 : 1,
  };
}

function lineColor(fact, amount) {
  if (statusOf(fact) === DENIED) return "#b42318";
  if (state.focus !== null) return fact.subject === state.focus || fact.object === state.focus ? EDGE : PALE;
  return amount > 800 ? PALE : amount > 250 ? "#98a2ae" : EDGE;
}

function visEdge(fact, amount) {
  const many = amount > 800;
  const status = statusOf(fact);
  const smooth = fact.bend === 0 ? false
    : { enabled: true, type: fact.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.16 * Math.abs(fact.bend), 0.9) };
  const edge = {
    id: fact.number, from: fact.subject, to: fact.object >= 0 ? fact.object : `v${fact.number}`, smooth,
    dashes: DASHES[status], color: lineColor(fact, amount),
  };
  if (many) edge.width = 1 / Math.min(fitted.scale * 1.6, 1);
  if (many || fact.object < 0 || page.relations[fact.relation].symmetric) edge.arrows = { to: { enabled: false } };
  return edge;
}

function draw() {
  let places;
  let found = null;
  const { width, height } = stageSize();
  if (state.focus !== null) {
    found = neighbourhood(state.focus, state.depth);
    const bar = element("where").offsetHeight + 14; // the ring starts below the bar
    places = rings(state.focus, found, width, height - bar);
    fitted = { position: { x: 0, y: -bar / 2 }, scale: 1 };
  } else {
    places = overviewPlaces();
    fitted = viewOf(places);
  }
  const shown = facts.filter((f) => places.has(f.subject) && places.has(f.object >= 0 ? f.object : `v${f.number}`) && factShown(f));
  onStage.nodes = [...places].map(([key, place]) => nodeItem(key, place, fitted.scale, places.size));
  onStage.facts = shown.map((f) => f.number);
  onStage.crossed = shown.filter((f) => statusOf(f) === DENIED || disputed(f)).map((f) => f.number);
  onStage.byNode = new Map(onStage.nodes.map((item) => [item.id, []]));
  for (const fact of shown) {
    onStage.byNode.get(fact.subject).push(fact.number);
    const end = fact.object >= 0 ? fact.object : `v${fact.number}`;
    if (end !== fact.subject) onStage.byNode.get(end).push(fact.number);
  }
  const data = { nodes: onStage.nodes.map(visNode), edges: shown.map((f) => visEdge(f, shown.length)) };
  hovered.node = null;
  hovered.fact = null;
  if (network) network.setData(data);
  else startNetwork(data);
  network.moveTo(fitted);
  renderNote(found);
}

function renderNote(found) {
  let text = "";
  const told = entities.filter((e) => e.facts.length).length;
  if (!facts.length) text = say("empty");
  else if (found && found.drawn < found.all) text = say("cut_short", { n: number(found.drawn), all: number(found.all) });
  else if (!onStage.nodes.length) text = say("nothing_drawn");
  else if (!found && page.drawn < told) text = say("working_set", { n: number(page.drawn), all: number(told) });
  element("note").textContent = text;
  element("note").hidden = !text;
}

function startNetwork(data) {
  network = new vis.Network(element("net"), data, OPTIONS);
  network.on("afterDrawing", paintOver);
  network.on("click", (event) => chooseAt(event.pointer.DOM));
  network.on("doubleClick", (event) => {
    const { node } = pick(event.pointer.DOM);
    if (typeof node === "number") focusOn(node);
  });
  network.on("resize", () => { if (!state.resized) { state.resized = requestAnimationFrame(onResize); } });
  element("net").addEventListener("mousemove", onMove);
  element("net").addEventListener("mouseleave", () => setHovered({ node: null, fact: null }));
  element("net").addEventListener("keydown", onStageKey);
}

function onResize() {
  state.resized = 0;
  if (state.view === "graph") draw();
}

// What stands at a place of the stage: a node, else the nearest line within 8 pixels, else a node within 12.
function pick(dom) {
  const at = network.DOMtoCanvas(dom);
  const scale = network.getScale();
  let node = null;
  let gap = Infinity;
  for (const item of onStage.nodes) {
    const away = (Math.hypot(item.x - at.x, item.y - at.y) - item.size) * scale;
    if (away < gap) [node, gap] = [item.id, away];
  }
  if (gap <= 2) return { node, fact: null };
  const fact = lineAt(at, 8 / scale);
  if (fact !== null) return { node: null, fact };
  return { node: gap <= 10 ? node : null, fact: null };
}

function lineAt(at, reach) {
  let best = null;
  let least = reach;
  for (const id of network.body.edgeIndices) {
    const edge = network.body.edges[id];
    if (!edge.from || !edge.to) continue;
    const away = edge.edgeType.getDistanceToEdge(edge.from.x, edge.from.y, edge.to.x, edge.to.y, at.x, at.y, edge.edgeType.getViaNode());
    if (away < least) [best, least] = [Number(id), away];
  }
  return best;
}

function chooseAt(dom) {
  const { node, fact } = pick(dom);
  if (typeof node === "string") choose({ fact: Number(node.slice(1)) });
  else if (node !== null) choose({ entity: node });
  else if (fact !== null) choose({ fact });
  else choose({ entity: state.focus });
}

let moving = 0;
function onMove(event) {
  if (event.buttons || moving) return;
  const box = element("net").getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  moving = requestAnimationFrame(() => {
    moving = 0;
    setHovered(pick(at));
  });
}

function setHovered({ node, fact }) {
  if (node === hovered.node && fact === hovered.fact) return;
  hovered.node = node;
  hovered.fact = fact;
  element("net").style.cursor = node !== null || fact !== null ? "pointer" : "grab";
  network.redraw();
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 6) });
}

function onStageKey(event) {
  const step = 60 / network.getScale();
  const shift = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (shift) {
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + shift[0], y: y + shift[1] } });
  } else if (event.key === "+" || event.key === "=") zoomBy(1.3);
  else if (event.key === "-") zoomBy(1 / 1.3);
  else if (event.key === "0") network.moveTo(fitted);
  else return;
  event.preventDefault();
}
