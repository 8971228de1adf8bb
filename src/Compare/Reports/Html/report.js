// The page can be read without this. It adds: the numbers of a figure under the pointer, figures as large as the
// window, and the choice of rows in the table of verdicts.

// --- Text ----------------------------------------------------------------------------------------------------------

/** Text with _{…} and ^{…}, as nodes. */
function rich(text) {
  const parts = text.split(/([_^])\{([^}]*)\}/);
  const fragment = document.createDocumentFragment();
  for (let i = 0; i < parts.length; i += 3) {
    fragment.append(parts[i]);
    if (i + 2 < parts.length)
      fragment.append(element(parts[i + 1] === "_" ? "sub" : "sup", {}, parts[i + 2]));
  }
  return fragment;
}

function element(name, attributes, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    node.setAttribute(key, value);
  node.append(...content);
  return node;
}

const minus = text => text.replace("-", "−");

/** A number with up to six digits, as marked text. */
function number(value) {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e7))
    return minus(String(Number(value.toPrecision(6))));
  const [mantissa, exponent] = value.toExponential(5).split("e");
  return `${minus(String(Number(mantissa)))}×10^{${minus(String(Number(exponent)))}}`;
}

/** A number with its standard error: the error with two digits, and as many decimals in the number. */
function measured(value, error) {
  if (!(error > 0))
    return number(value);
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(error)));
  return decimals > 7
    ? `${number(value)} ± ${number(Number(error.toPrecision(2)))}`
    : `${minus(value.toFixed(decimals))} ± ${error.toFixed(decimals)}`;
}

// --- Geometry: a drawing is 1/72 inch to the unit, whatever its size on the screen ---------------------------------

/** Where a value stands on an axis: 0 at its start, 1 at its end. */
const share = (axis, value) => axis.log
  ? Math.log(value / axis.from) / Math.log(axis.to / axis.from)
  : (value - axis.from) / (axis.to - axis.from);

/** The value at such a place. */
const valueAt = (axis, place) => axis.log
  ? axis.from * (axis.to / axis.from) ** place
  : axis.from + place * (axis.to - axis.from);

const left = (panel, x) => panel.box[0] + share(panel.x, x) * (panel.box[2] - panel.box[0]);
const top = (panel, y) => panel.box[3] - share(panel.y, y) * (panel.box[3] - panel.box[1]);

function isWithin(panel, x, y, margin) {
  const [l, t, r, b] = panel.box;
  return x >= l - margin && x <= r + margin && y >= t - margin && y <= b + margin;
}

/** The point nearest to a place of the drawing, no farther than some reach; null where there is none. */
function nearestPoint(panel, x, y, reach) {
  let found = null, least = reach;
  for (const series of panel.series.filter(s => s.mark !== "map")) {
    const favour = series.mark === "point" ? reach / 4 : 0; // what was measured goes before the curve through it
    for (let i = 0; i < series.x.length; i++) {
      if (series.x[i] === null || series.y[i] === null)
        continue;
      const px = left(panel, series.x[i]), py = top(panel, series.y[i]);
      const distance = Math.hypot(px - x, py - y) - favour;
      if (distance <= least && isWithin(panel, px, py, 2)) {
        least = distance;
        found = { series, x: series.x[i], y: series.y[i], error: series.error?.[i], box: [px - 4, py - 4, 8, 8] };
      }
    }
  }
  return found;
}

/** The line nearest to a place between its points, with the coordinate that stays the same along it, if one does. */
function nearestLine(panel, x, y, reach) {
  let found = null, least = reach;
  for (const series of panel.series.filter(s => s.mark === "line")) {
    for (let i = 1; i < series.x.length; i++) {
      const ax = left(panel, series.x[i - 1]), ay = top(panel, series.y[i - 1]);
      const dx = left(panel, series.x[i]) - ax, dy = top(panel, series.y[i]) - ay;
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      const distance = Math.hypot(ax + along * dx - x, ay + along * dy - y);
      if (distance <= least) {
        least = distance;
        found = { series };
        if (series.x[i] === series.x[i - 1])
          found.x = series.x[i];
        if (series.y[i] === series.y[i - 1])
          found.y = series.y[i];
      }
    }
  }
  return found && (found.series.label || "x" in found || "y" in found) ? found : null;
}

/** The distance of two columns or rows of a map. */
const stepOf = values => values.length > 1 ? (values.at(-1) - values[0]) / (values.length - 1) : 1;

/** The cell of a map at a place of the drawing. */
function cellAt(panel, x, y) {
  const [l, t, r, b] = panel.box;
  for (const series of panel.series.filter(s => s.mark === "map")) {
    const dx = stepOf(series.x), dy = stepOf(series.y);
    const column = Math.round((valueAt(panel.x, (x - l) / (r - l)) - series.x[0]) / dx);
    const row = Math.round((valueAt(panel.y, (b - y) / (b - t)) - series.y[0]) / dy);
    if (column < 0 || column >= series.x.length || row < 0 || row >= series.y.length)
      continue;
    const cx = series.x[column], cy = series.y[row];
    const x0 = left(panel, cx - dx / 2), x1 = left(panel, cx + dx / 2);
    const y0 = top(panel, cy + dy / 2), y1 = top(panel, cy - dy / 2);
    return {
      series, x: cx, y: cy, value: series.value[row * series.x.length + column],
      box: [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)],
    };
  }
  return null;
}

function find(panels, x, y, reach) {
  for (const panel of panels.filter(p => isWithin(p, x, y, reach))) {
    const found = nearestPoint(panel, x, y, reach) ?? nearestLine(panel, x, y, reach / 2)
      ?? (isWithin(panel, x, y, 0) ? cellAt(panel, x, y) : null);
    if (found)
      return { panel, ...found };
  }
  return null;
}

// --- What is under the pointer -------------------------------------------------------------------------------------

const tip = element("div", { class: "tip", hidden: "" });
const halo = element("div", { class: "halo" });
const numbers = new WeakMap(); // of each plot, once they are needed

function numbersOf(plot) {
  if (!numbers.has(plot))
    numbers.set(plot, JSON.parse(plot.closest("figure").querySelector("script").textContent));
  return numbers.get(plot);
}

function hide() {
  tip.hidden = true;
  halo.remove();
}

function describe({ panel, series, x, y, error, value }) {
  const lines = [];
  if (!panel.bare && x !== undefined)
    lines.push([panel.x.label || "x", number(x)]);
  if (!panel.bare && y !== undefined)
    lines.push([panel.y.label || "y", measured(y, error)]);
  if (value !== undefined)
    lines.push([panel.value || "value", value === null ? "–" : number(value)]);
  const list = element("dl", {});
  for (const [label, text] of lines)
    list.append(element("dt", {}, rich(label)), element("dd", {}, rich(text)));
  tip.replaceChildren(list);
  if (series.label)
    tip.prepend(element("strong", { style: `--colour: ${series.colour}` }, rich(series.label)));
  return lines.length > 0 || series.label !== "";
}

/** Beside the pointer, above a finger, and within the window. */
function moveTip(event) {
  const { width, height } = tip.getBoundingClientRect();
  const isTouch = event.pointerType === "touch", gap = 14;
  let x = isTouch ? event.clientX - width / 2 : event.clientX + gap;
  let y = isTouch ? event.clientY - height - 2 * gap : event.clientY + gap;
  if (!isTouch && x + width > innerWidth - 8)
    x = event.clientX - gap - width;
  if (y + height > innerHeight - 8)
    y = event.clientY - gap - height;
  x = Math.max(8, Math.min(x, innerWidth - width - 8));
  y = y < 8 ? event.clientY + gap : y;
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function look(event) {
  const plot = event.target.closest?.(".plot");
  if (!plot)
    return hide();
  const svg = plot.querySelector("svg"), box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  const reach = (event.pointerType === "touch" ? 24 : 12) / scale;
  const found = find(numbersOf(plot), (event.clientX - box.left) / scale, (event.clientY - box.top) / scale, reach);
  if (!found || !describe(found))
    return hide();
  (plot.closest("dialog") ?? document.body).append(tip);
  tip.hidden = false;
  moveTip(event);
  halo.remove();
  if (found.box) {
    const [x, y, width, height] = found.box.map(length => length * scale);
    halo.className = found.value === undefined ? "halo" : "halo cell";
    halo.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
    plot.append(halo);
  }
}

// --- Figures as large as the window --------------------------------------------------------------------------------

const LEAST_WIDTH = 720; // pixels: a figure of three panels can be read, in a narrow window by moving it about

const heading = element("h2", { id: "large-title" });
const pan = element("div", { class: "pan", tabindex: "0", role: "group", "aria-label": "Figure" });
const dialog = element("dialog", { "aria-labelledby": "large-title" });
let zoom = 1;

function button(text, label, action) {
  const node = element("button", { type: "button", "aria-label": label }, text);
  node.addEventListener("click", action);
  return node;
}

/** Sizes the figure in the window; what is in the middle stays there. */
function fit(factor = 1) {
  zoom = Math.min(8, Math.max(1, zoom * factor));
  const plot = pan.firstElementChild;
  if (!plot || !dialog.open)
    return;
  hide();
  const view = plot.querySelector("svg").viewBox.baseVal;
  const middle = {
    x: (pan.scrollLeft + pan.clientWidth / 2) / pan.scrollWidth,
    y: (pan.scrollTop + pan.clientHeight / 2) / pan.scrollHeight,
  };
  const padding = 2 * parseFloat(getComputedStyle(pan).paddingLeft);
  const whole = Math.min(pan.offsetWidth - padding, (pan.offsetHeight - padding) * view.width / view.height);
  // A tall figure, seen whole, would be smaller than in the page: it is larger here, and scrolls.
  const larger = Math.min(pan.offsetWidth - padding, 1.25 * (document.querySelector("main figure")?.clientWidth ?? 0));
  plot.style.width = `${Math.floor(zoom * Math.max(whole, larger, LEAST_WIDTH))}px`;
  if (factor !== 1) {
    pan.scrollLeft = middle.x * pan.scrollWidth - pan.clientWidth / 2;
    pan.scrollTop = middle.y * pan.scrollHeight - pan.clientHeight / 2;
  }
}

function enlarge(figure) {
  hide();
  const original = figure.querySelector(".plot"), svg = original.querySelector("svg").cloneNode(false);
  svg.innerHTML = `<use href="#${figure.id}-drawing"/>`;
  const plot = element("div", { class: "plot" }, svg);
  numbers.set(plot, numbersOf(original));
  heading.replaceChildren(...figure.querySelector("figcaption span").cloneNode(true).childNodes);
  pan.replaceChildren(plot);
  zoom = 1;
  dialog.showModal();
  fit();
  pan.scrollTo(0, 0);
}

function prepareFigures() {
  const close = button("Close", "Close", () => dialog.close());
  close.autofocus = true;
  dialog.append(
    element("div", { class: "bar" }, heading,
      button("−", "Smaller", () => fit(1 / 1.5)), button("+", "Larger", () => fit(1.5)), close),
    pan);
  dialog.addEventListener("close", () => { hide(); pan.replaceChildren(); });
  dialog.addEventListener("keydown", event => {
    if (event.key === "+" || event.key === "=")
      fit(1.5);
    else if (event.key === "-")
      fit(1 / 1.5);
  });
  document.body.append(dialog);

  for (const figure of document.querySelectorAll("figure")) {
    const caption = figure.querySelector("figcaption");
    caption.append(button("Enlarge", `Enlarge: ${caption.textContent}`, () => enlarge(figure)));
    figure.querySelector(".plot").classList.add("live");
  }
}

function preparePointer() {
  let pointer = "mouse";
  document.addEventListener("pointerdown", event => { pointer = event.pointerType; });
  document.addEventListener("pointermove", event => {
    if (event.pointerType !== "touch")
      look(event);
  });
  // A finger shows the numbers, and scrolls; the button below a figure enlarges it.
  document.addEventListener("click", event => {
    const { target, clientX, clientY } = event;
    if (pointer === "touch")
      look({ target, clientX, clientY, pointerType: pointer });
    else if (target.closest("figure .plot") && getSelection().isCollapsed)
      enlarge(target.closest("figure"));
  });
  document.documentElement.addEventListener("pointerleave", event => {
    if (event.pointerType !== "touch")
      hide();
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  window.addEventListener("resize", () => fit());
}

// --- The choice of rows --------------------------------------------------------------------------------------------

function prepareFilter(form) {
  const choices = [...form.querySelectorAll("select")], output = form.querySelector("output");
  const rows = [...form.nextElementSibling.tBodies[0].rows];
  const suits = (row, name, value) => value === "" || row.dataset[name] === value;
  const update = () => {
    for (const row of rows)
      row.hidden = !choices.every(choice => suits(row, choice.name, choice.value));
    for (const choice of choices) {
      const offered = rows.filter(row => choices.every(c => c === choice || suits(row, c.name, c.value)));
      for (const option of choice.options) {
        const count = offered.filter(row => suits(row, choice.name, option.value)).length;
        option.textContent = `${option.value || "all"} (${count})`;
        option.disabled = count === 0;
      }
    }
    const shown = rows.filter(row => !row.hidden).length;
    output.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
  };
  form.addEventListener("change", update);
  form.hidden = false;
  update();
}

prepareFigures();
preparePointer();
document.querySelectorAll(".filter").forEach(prepareFilter);
