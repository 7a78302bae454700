// Names and marks over the drawing, at a constant size; a name that would cover another one waits for a closer look.

const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';
const CELL = 48;
const FEW_LINES = 90; // up to here the overview too says what each line is

class Room {
  constructor() { this.cells = new Map(); }

  *around(box) {
    for (let i = Math.floor(box.left / CELL); i <= Math.floor(box.right / CELL); i += 1) {
      for (let j = Math.floor(box.top / CELL); j <= Math.floor(box.bottom / CELL); j += 1) yield `${i} ${j}`;
    }
  }

  free(box) {
    for (const key of this.around(box)) {
      for (const other of this.cells.get(key) || []) {
        if (other.owner !== box.owner && box.left < other.right && other.left < box.right &&
          box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.around(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

const widths = new Map();
function widthOf(context, text) {
  const key = `${context.font} ${text}`;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

// Called by vis-network after each redraw, with the context still in the drawing's units.
function paintOver(context) {
  const base = context.getTransform();
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const screen = {
    x: (x) => (base.a * x + base.e) / ratio, y: (y) => (base.d * y + base.f) / ratio, scale: base.a / ratio,
    width: context.canvas.clientWidth, height: context.canvas.clientHeight,
  };
  const lit = litUp();
  if (lit) paintVeil(context, lit, ratio, screen);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const room = new Room();
  const seen = nodesInSight(screen, lit);
  takeCorners(room, screen);
  // Where there are hundreds, the names of the most linked ones may lie over small nodes.
  const crowd = seen.length > 120 && state.focus === null;
  for (const node of crowd && !lit ? seen.slice(0, 30) : seen) room.take(node.disc);
  paintNames(context, screen, seen, room, lit);
  paintRelations(context, screen, room, lit);
  paintCrosses(context, screen, lit);
  context.restore();
}

// The bar above and the buttons below stand on the drawing.
function takeCorners(room, screen) {
  const bar = element("where");
  room.take({ left: screen.width - 54, right: screen.width, top: screen.height - 128, bottom: screen.height, owner: "zoom" });
  if (state.focus !== null) room.take({ left: 0, right: screen.width, top: 0, bottom: bar.offsetTop + bar.offsetHeight, owner: "bar" });
}

// The nodes and facts that stand out: around the chosen or hovered one. Null where all are equal.
function litUp() {
  const node = hovered.node !== null ? hovered.node : state.entity;
  const fact = hovered.fact !== null ? hovered.fact : state.fact;
  if (hovered.node === null && fact !== null) {
    const { subject, object } = facts[fact];
    return { nodes: new Set([subject, object >= 0 ? object : `v${fact}`]), facts: [fact], strong: new Set([subject, object]) };
  }
  if (node === null || (node === state.focus)) return null;
  const around = (onStage.byNode.get(node) || []).filter((n) => n !== undefined);
  const nodes = new Set([node]);
  for (const n of around) {
    nodes.add(facts[n].subject);
    nodes.add(facts[n].object >= 0 ? facts[n].object : `v${n}`);
  }
  return { nodes, facts: around, strong: new Set([node]) };
}

function paintVeil(context, lit, ratio, screen) {
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = "rgba(255, 255, 255, 0.78)";
  context.fillRect(0, 0, screen.width, screen.height);
  context.restore();
  for (const number of lit.facts) {
    const edge = network.body.edges[number];
    if (!edge) continue;
    edge.drawArrows(context);
    edge.draw(context);
  }
  for (const key of lit.nodes) if (network.body.nodes[key]) network.body.nodes[key].draw(context);
}

function nodesInSight(screen, lit) {
  const seen = [];
  for (const item of onStage.nodes) {
    const x = screen.x(item.x);
    const y = screen.y(item.y);
    if (x < -20 || y < -20 || x > screen.width + 20 || y > screen.height + 20) continue;
    const r = item.size * screen.scale + 2;
    const rank = (lit && lit.strong.has(item.id) ? 3e6 : 0) + (lit && lit.nodes.has(item.id) ? 2e6 : 0) +
      (item.id === state.focus ? 1e6 : 0) + item.weight;
    seen.push({ item, x, y, r, rank, disc: { left: x - r, right: x + r, top: y - r, bottom: y + r, owner: item.id } });
  }
  return seen.sort((a, b) => b.rank - a.rank || a.item.order - b.item.order);
}

function paintNames(context, screen, seen, room, lit) {
  const small = screen.width < 500;
  const few = Math.max(small ? 10 : 25, (screen.width * screen.height) / 17000);
  const limit = seen.length <= 90 || state.focus !== null ? seen.length : Math.min(few, seen.length > 500 ? 30 : 60);
  let done = 0;
  for (const { item, x, y, r, rank } of seen) {
    if (lit ? !lit.nodes.has(item.id) : done >= limit) continue;
    const strong = rank >= 3e6 || item.id === state.focus;
    const big = strong || (state.focus === null && done < 12 && item.weight > 2);
    context.font = `${big ? "600 13px" : item.value ? "italic 12px" : "12px"} ${FACE}`;
    const text = shorten(item.label, strong ? 60 : small ? 18 : 30);
    const wide = widthOf(context, text);
    const box = freeBox(spots(item, x, y, r, wide, small), item.id, wide, room, screen, strong);
    if (!box) continue;
    room.take(box);
    done += 1;
    halo(context, text, box.left, box.top + 12, strong ? "#0b1f3a" : "#1b1f24");
  }
}

// Where a name may stand beside its node, best first; in a ring outwards, so that it stays off the spokes.
function spots(item, x, y, r, wide, narrow) {
  const right = [x + r + 3, y - 8];
  const left = [x - r - 3 - wide, y - 8];
  const below = [x - wide / 2, y + r + 1];
  const above = [x - wide / 2, y - r - 17];
  if (state.focus === null || item.id === state.focus) return [below, above, right, left];
  if (narrow) return item.y >= 0 ? [below, above, right, left] : [above, below, right, left];
  const flat = Math.abs(item.y) > Math.abs(item.x) * 1.6;
  const beside = item.x >= 0 ? [right, left] : [left, right];
  const over = item.y >= 0 ? [below, above] : [above, below];
  return flat ? [...over, ...beside] : [beside[0], ...over, beside[1]];
}

function freeBox(places, owner, wide, room, screen, always) {
  const boxes = places.map(([left, top]) => {
    const inside = Math.min(Math.max(left, 4), Math.max(screen.width - wide - 4, 4));
    const lower = Math.min(Math.max(top, 2), screen.height - 18);
    // A name that the margin has pushed over its own node gives way to the next place.
    const pushed = Math.abs(inside - left) > 24 || Math.abs(lower - top) > 4;
    return { left: inside, right: inside + wide, top: lower, bottom: lower + 16, owner, pushed };
  });
  return boxes.find((box) => !box.pushed && room.free(box)) || (always ? boxes[0] : null);
}

function halo(context, text, x, y, color) {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = "rgba(255, 255, 255, 0.92)";
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

function edgeMiddle(number, share = 0.5) {
  const edge = network.body.edges[number];
  return edge && edge.from && edge.to ? edge.edgeType.getPoint(share, edge.edgeType.getViaNode()) : null;
}

// Denied facts are struck: a cross on the middle of the line.
function paintCrosses(context, screen, lit) {
  const arm = onStage.crossed.length > 40 ? 2.5 : Math.min(5.5, Math.max(2.5, 7 * screen.scale));
  context.lineWidth = screen.scale < 0.6 ? 1.3 : 2;
  context.strokeStyle = "#b42318";
  for (const number of onStage.crossed) {
    if (lit && !lit.facts.includes(number)) continue;
    const middle = edgeMiddle(number);
    if (!middle) continue;
    const x = screen.x(middle.x);
    const y = screen.y(middle.y);
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  }
}

// Words along the lines: of the chosen fact, and in a neighbourhood of each line that has room for them.
function paintRelations(context, screen, room, lit) {
  const around = state.focus !== null ? onStage.byNode.get(state.focus) || [] : onStage.facts.length <= FEW_LINES ? onStage.facts : [];
  const wanted = lit && lit.facts.length <= 40 ? lit.facts : lit ? [] : around;
  context.font = `11px ${FACE}`;
  for (const number of wanted) {
    const from = edgeMiddle(number, 0.44);
    const to = edgeMiddle(number, 0.56);
    const edge = network.body.edges[number];
    if (!from || !to) continue;
    const text = shorten(relationName(facts[number]), 26);
    const wide = widthOf(context, text);
    const length = Math.hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y) * screen.scale;
    const x = screen.x((from.x + to.x) / 2);
    const y = screen.y((from.y + to.y) / 2);
    let angle = Math.atan2(to.y - from.y, to.x - from.x);
    if (angle > Math.PI / 2 || angle <= -Math.PI / 2) angle += Math.PI;
    const boxes = alongBoxes(x, y, angle, wide, `f${number}`);
    const chosen = number === state.fact || number === hovered.fact;
    if (!chosen && (length < wide + 44 || !boxes.every((box) => room.free(box)))) continue;
    boxes.forEach((box) => room.take(box));
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    halo(context, text, -wide / 2, -4, statusOf(facts[number]) === DENIED ? "#b42318" : "#3f4854");
    context.restore();
  }
}

function alongBoxes(x, y, angle, wide, owner) {
  const boxes = [];
  for (let step = -wide / 2 + 4; step <= wide / 2; step += 12) {
    const at = { x: x + Math.cos(angle) * step + Math.sin(angle) * 8, y: y + Math.sin(angle) * step - Math.cos(angle) * 8 };
    boxes.push({ left: at.x - 6, right: at.x + 6, top: at.y - 6, bottom: at.y + 6, owner });
  }
  return boxes;
}
