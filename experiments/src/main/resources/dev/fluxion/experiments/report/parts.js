// Parts that all figures share: numbers as text, legend, signs, tooltip, ticks.

// ---- Numbers ----

/** JSON has no NaN and no infinities: they come as texts. */
const numbers = list => Float64Array.from(list, Number);
const raised = e => String(e).replace(/./g, c => c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c]);
const power = e => e === 0 ? '1' : e === 1 ? '10' : '10' + raised(e);

/** A number for people: 0.0125, 6481, 3.2·10⁻⁸. */
function short(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '−∞';
  const size = Math.abs(x);
  if (x === 0 || (size >= 1e-3 && size < 1e6)) return String(+x.toPrecision(4)).replace('-', '−');
  const [m, e] = x.toExponential(2).split('e');
  return (+m === 1 ? '' : String(+m).replace('-', '−') + '·') + '10' + raised(+e);
}

/** Names of the numbers of a grid: with as few digits as tell them apart. */
function brief(values) {
  for (const digits of [2, 3]) {
    const names = Array.from(values, v => short(+v.toPrecision(digits)));
    if (new Set(names).size === names.length) return names;
  }
  return Array.from(values, short);
}

/** About how wide a text of 12 pixels is. */
const wide = text => 7 * text.length;

// ---- Parts of a figure ----

const colour = i => `var(--s${i % 8})`;
/** From the ninth line on, lines are dashed. */
const dashes = i => ['none', '7 4', '2 4', '9 3 2 3'][Math.floor(i / 8) % 4];
const element = (parent, tag, style, text) => {
  const child = document.createElement(tag);
  if (style) child.className = style;
  if (text !== undefined) child.textContent = text;
  parent.append(child);
  return child;
};

/** Calls draw(width) now and whenever the width changes, so that letters keep their size. */
function responsive(host, draw) {
  let width = 0;
  const fit = () => {
    const now = Math.round(host.clientWidth);
    if (now > 0 && now !== width) draw(width = now);
  };
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(host);
  fit();
  return () => width && draw(width);
}

/** Gives every line its label: its name without the end that all names share, from a slash or an @ on. */
function label(lines) {
  const names = lines.map(l => l.name);
  let end = names.length > 1 ? names[0] : '';
  while (end && !(/^(\/| @ )/.test(end) && names.every(n => n.length > end.length && n.endsWith(end)))) end = end.slice(1);
  for (const line of lines) line.label = line.name.slice(0, line.name.length - end.length);
  return end;
}

/** Whether two lists of numbers lie on one another for most of the way that they share: to 1/1000 of them, and of what the figure spans. */
function coincide(a, b, span) {
  const n = Math.min(a.length, b.length);
  let same = 0;
  for (let i = 0; i < n; i++) same += Object.is(a[i], b[i]) || Math.abs(a[i] - b[i]) <= 1e-3 * Math.min(Math.abs(a[i]), span);
  return n > 1 && same > 0.6 * n;
}

/** Lines that are not pointed at fade. */
const fade = (svg, lines) => only => svg().selectAll('[data-line]')
  .classed('dim', function () { return only !== null && lines[this.dataset.line] !== only; });

/** The legend: buttons that show, hide and, while touched, single out a line. */
function legend(host, lines, redraw, single) {
  const shared = label(lines);
  const box = document.createElement('div');
  box.className = 'legend';
  host.before(box);
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Lines of the figure');
  lines.forEach((line, i) => {
    const button = element(box, 'button');
    button.type = 'button';
    button.title = `${line.name}: show or hide`;
    button.setAttribute('aria-pressed', 'true');
    const sample = d3.select(button).append('svg').attr('aria-hidden', 'true').attr('viewBox', '0 0 22 12');
    sample.append('path').attr('d', 'M1 6H21').attr('class', 'line').style('stroke', colour(i)).style('stroke-dasharray', dashes(i)).attr('stroke-width', 3);
    element(button, 'span', '', line.label);
    if (line.outcome === 'DIVERGED') element(button, 'small', '', '× diverged');
    if (line.outcome === 'STALLED') element(button, 'small', '', '■ stalled');
    if (line.outcome === 'REACHED') element(button, 'small', '', '● reached');
    if (line.until) element(button, 'small', '', `until step ${line.until}`);
    button.addEventListener('click', () => {
      line.hidden = !line.hidden;
      button.setAttribute('aria-pressed', String(!line.hidden));
      redraw();
    });
    for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => single(line));
    for (const event of ['pointerleave', 'blur']) button.addEventListener(event, () => single(null));
  });
  if (!/^(\/\d+)?$/.test(shared)) element(box, 'small', '', `${shared.startsWith('/') ? 'runs ' : ''}…${shared}`);
}

/** The sign at the end of a line: how the run ended. */
function ending(group, line, x, y, i) {
  const shapes = { DIVERGED: 'M-5-5L5 5M-5 5L5-5', STALLED: 'M-4-4H4V4H-4Z', REACHED: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0' };
  if (!(line.outcome in shapes) || !Number.isFinite(x + y)) return;
  const open = line.outcome === 'DIVERGED';
  for (const [stroke, width] of [['var(--paper)', 5.5], [colour(i), 2.4]]) {
    group.append('path').attr('d', shapes[line.outcome]).attr('transform', `translate(${x},${y})`)
      .attr('stroke-width', open ? width : width - 1.5).style('stroke', stroke).style('fill', open ? 'none' : colour(i));
  }
}

/** A box beside the pointer: a heading and rows of [colour, name, value]. */
function tooltip(host) {
  const box = element(host, 'div', 'tip');
  box.hidden = true;
  return {
    show(x, y, heading, rows) {
      box.replaceChildren();
      element(box, 'b', '', heading);
      for (const [paint, name, value] of rows) {
        const row = element(box, 'div');
        element(row, 'i').style.background = paint;
        element(row, 'span', '', name);
        element(row, 'span', '', value);
      }
      box.hidden = false;
      const right = x + 16 + box.offsetWidth <= host.clientWidth;
      const left = right ? x + 16 : Math.max(0, x - 16 - box.offsetWidth);
      box.style.transform = `translate(${left}px,${Math.max(0, y - box.offsetHeight / 2)}px)`;
    },
    hide() { box.hidden = true; },
  };
}

const labelled = (host, figure, text) => d3.select(host).append('svg').attr('role', 'img')
  .attr('aria-label', `${figure.title}. ${text}`);
