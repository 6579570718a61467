// Contour maps with trajectories that can be played.

const still = matchMedia('(prefers-reduced-motion: reduce)');

function contourMap(host, figure) {
  const lines = figure.lines.map(line => {
    const x = numbers(line.x), y = numbers(line.y);
    return { ...line, x, y, k: line.k || d3.range(x.length) };
  });
  const [c0, c1] = figure.coefficients, [a0, a1] = figure.center;
  const f = (x, y) => c0 * (x - a0) ** 2 + c1 * (y - a1) ** 2;
  const steps = d3.max(lines, l => l.k[l.k.length - 1]) || 1;
  const even = c0 === c1;
  const tip = tooltip(host);
  const id = 'clip-' + figure.id;
  let svg, view, now = steps, timer = null;

  legend(host, lines, () => redraw(), only => svg.selectAll('[data-line]')
    .classed('dim', function () { return only !== null && lines[this.dataset.line] !== only; }));
  const words = lines.map(l => `${l.name}: from (${short(l.x[0])}, ${short(l.y[0])}) to ` +
    `(${short(l.x[l.x.length - 1])}, ${short(l.y[l.y.length - 1])}) in ${l.k[l.k.length - 1]} steps, ${l.outcome.toLowerCase()}`).join('; ');
  svg = labelled(host, figure, `Map of ${c0}(x₀ − ${a0})² + ${c1}(x₁ − ${a1})² with trajectories. ${words}.`);

  // Controls
  const player = element(host, 'div', 'player');
  const button = element(player, 'button', '', '▶ Play');
  button.type = 'button';
  const slider = element(player, 'input');
  Object.assign(slider, { type: 'range', min: 0, max: steps, step: 1, value: steps });
  slider.setAttribute('aria-label', 'Step shown');
  const output = element(player, 'output');
  element(host, 'p', 'note', ['From contour to contour the loss changes by √10.', even ? '' : 'The two axes have scales of their own.', ...figure.missing].join(' '));

  function stop() {
    if (timer) timer.stop();
    timer = null;
    button.textContent = now >= steps ? '↻ Replay' : '▶ Play';
  }
  /** Draws up to a step; slowly at first, where most happens. */
  function play() {
    if (timer) return stop();
    const from = now >= steps ? 0 : Math.sqrt(now / steps);
    const time = 9000 * (1 - from);
    button.textContent = '❙❙ Pause';
    timer = d3.timer(elapsed => {
      const t = Math.min(1, from + elapsed / 9000);
      show(Math.round(steps * t * t));
      if (elapsed >= time) stop();
    });
  }
  button.addEventListener('click', play);
  slider.addEventListener('input', () => { now = +slider.value; stop(); show(now); });
  const calm = () => { button.hidden = still.matches; if (still.matches && timer) { stop(); show(steps); } };
  still.addEventListener('change', calm);
  calm();

  /** The part of the plane that the runs visit which stay; a little wider. */
  function extent(shown, axis, minimum) {
    const stay = shown.some(l => !l.wild) ? shown.filter(l => !l.wild) : shown.map(l => ({ ...l, [axis]: l[axis].slice(0, 1) }));
    const values = stay.flatMap(l => Array.from(l[axis])).filter(Number.isFinite).concat(minimum);
    const [low, high] = d3.extent(values);
    const pad = (high - low || 2) * 0.09;
    return [low - pad, high + pad];
  }

  function draw(width) {
    const height = Math.round(Math.min(560, width * (width < 560 ? 0.95 : 0.54)));
    const m = { top: 8, right: 8, bottom: 38, left: 46 };
    const w = width - m.left - m.right, h = height - m.top - m.bottom;
    const shown = lines.filter(l => !l.hidden);
    const ex = extent(shown, 'x', a0), ey = extent(shown, 'y', a1);
    if (even) { // one scale for both axes, so that circles are circles
      const unit = Math.max((ex[1] - ex[0]) / w, (ey[1] - ey[0]) / h);
      for (const [e, length] of [[ex, w], [ey, h]]) {
        const middle = (e[0] + e[1]) / 2;
        e.splice(0, 2, middle - unit * length / 2, middle + unit * length / 2);
      }
    }
    const x = d3.scaleLinear(ex, [m.left, m.left + w]), y = d3.scaleLinear(ey, [m.top + h, m.top]);

    svg.selectAll('*').remove();
    svg.attr('viewBox', `0 0 ${width} ${height}`);
    svg.append('clipPath').attr('id', id).append('rect').attr('x', m.left).attr('y', m.top).attr('width', w).attr('height', h).attr('rx', 3);

    // A level set of a quadratic is an ellipse: exact, whatever the size of the page.
    const highest = Math.max(...ex.flatMap(px => ey.map(py => f(px, py))));
    const radius = (level, c, scale) => Math.min(1e5, Math.sqrt(level / c) * Math.abs(scale(1) - scale(0)));
    const levels = [];
    for (let e = Math.ceil(2 * Math.log10(highest)) / 2; levels.length < 24; e -= 0.5) {
      const level = { e, value: 10 ** e, rx: radius(10 ** e, c0, x), ry: radius(10 ** e, c1, y) };
      if (!(Math.min(level.rx, level.ry) > 2.5)) break;
      levels.push(level);
    }
    const ground = svg.append('g').attr('clip-path', `url(#${id})`);
    for (const l of levels) {
      ground.append('ellipse').attr('class', 'level').attr('cx', x(a0)).attr('cy', y(a1)).attr('rx', l.rx).attr('ry', l.ry);
    }

    const axis = svg.append('g').attr('class', 'axis');
    for (const t of x.ticks(Math.max(4, width / 120))) {
      axis.append('path').attr('class', 'grid').attr('d', `M${x(t)} ${m.top + h}v5`);
      axis.append('text').attr('x', x(t)).attr('y', m.top + h + 18).attr('text-anchor', 'middle').text(short(t));
    }
    for (const t of y.ticks(Math.max(4, height / 70))) {
      axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${y(t)}h-5`);
      axis.append('text').attr('x', m.left - 9).attr('y', y(t)).attr('dy', '.32em').attr('text-anchor', 'end').text(short(t));
    }
    axis.append('text').attr('class', 'title').attr('x', m.left + w).attr('y', height - 3).attr('text-anchor', 'end').text('x₀');
    axis.append('text').attr('class', 'title').attr('x', 4).attr('y', m.top + 8).text('x₁');
    svg.append('rect').attr('class', 'frame').attr('x', m.left).attr('y', m.top).attr('width', w).attr('height', h).attr('rx', 3);

    const points = shown.flatMap(l => Array.from(l.x, (px, j) => ({ line: l, j, px: x(px), py: y(l.y[j]) })))
      .filter(p => Number.isFinite(p.px + p.py) && p.px >= m.left && p.px <= m.left + w && p.py >= m.top && p.py <= m.top + h);
    nameLevels(svg.append('g'), levels, [x(a0), y(a1)], m, w, h, points);

    const tracks = svg.append('g').attr('clip-path', `url(#${id})`);
    const drawn = lines.map((line, i) => [line, i]).reverse().filter(([line]) => !line.hidden).map(([line, i]) => ({
      line,
      halo: tracks.append('path').attr('class', 'halo').attr('stroke-width', 4.6).attr('data-line', i),
      path: tracks.append('path').attr('class', 'line').attr('stroke-width', 1.9).attr('data-line', i).style('stroke', colour(i)),
      dots: tracks.append('path').attr('data-line', i).style('fill', colour(i)),
      head: svg.append('circle').attr('r', 5).attr('data-line', i).attr('stroke-width', 2).style('fill', colour(i)).style('stroke', 'var(--paper)'),
      sign: svg.append('g').attr('data-line', i),
    }));
    const starts = new Map(shown.filter(l => Number.isFinite(l.x[0] + l.y[0])).map(l => [`${l.x[0]} ${l.y[0]}`, l]));
    for (const l of starts.values()) {
      svg.append('circle').attr('cx', x(l.x[0])).attr('cy', y(l.y[0])).attr('r', 6.5).attr('fill', 'none').attr('stroke-width', 5).style('stroke', 'var(--paper)');
      svg.append('circle').attr('cx', x(l.x[0])).attr('cy', y(l.y[0])).attr('r', 6.5).attr('fill', 'none').attr('stroke-width', 2).style('stroke', 'var(--ink)');
      svg.append('text').attr('class', 'mark').attr('x', x(l.x[0])).attr('y', y(l.y[0]) + 23).attr('text-anchor', x(l.x[0]) > m.left + w - 40 ? 'end' : 'middle').text('start');
    }
    for (const [stroke, size] of [['var(--paper)', 6], ['var(--ink)', 2.2]]) {
      svg.append('path').attr('d', `M${x(a0) - 8} ${y(a1)}h16M${x(a0)} ${y(a1) - 8}v16`).attr('stroke-width', size).attr('stroke-linecap', 'round').style('stroke', stroke);
    }
    svg.append('text').attr('class', 'mark').attr('x', x(a0) + 12).attr('y', y(a1) + 22).text('minimum');
    const delaunay = points.length ? d3.Delaunay.from(points, p => p.px, p => p.py) : null;
    view = { width, x, y, drawn, points, delaunay };
    show(now);
  }

  function show(step) {
    now = step;
    slider.value = step;
    output.textContent = `step ${step} / ${steps}`;
    const { x, y } = view;
    for (const { line, halo, path, dots, head, sign } of view.drawn) {
      const end = d3.bisectRight(line.k, step);
      const xs = line.x.slice(0, end);
      const d = d3.line((_, j) => x(line.x[j]), (_, j) => y(line.y[j])).defined((_, j) => Number.isFinite(line.x[j] + line.y[j]))(xs);
      halo.attr('d', d);
      path.attr('d', d);
      dots.attr('d', spots(xs.map(x), line.y.slice(0, end).map(y)));
      const over = end === line.x.length;
      let last = end - 1;
      while (last > 0 && !Number.isFinite(line.x[last] + line.y[last])) last--;
      const nowhere = !Number.isFinite(line.x[last] + line.y[last]);
      head.attr('visibility', nowhere || (over && line.outcome !== 'BUDGET') ? 'hidden' : null);
      if (!nowhere) head.attr('cx', x(line.x[last])).attr('cy', y(line.y[last]));
      sign.selectAll('*').remove();
      if (over) ending(sign, line, x(line.x[last]), y(line.y[last]), lines.indexOf(line));
    }
  }
  const redraw = responsive(host, draw);
  stop();

  svg.on('pointermove', event => {
    const [px, py] = d3.pointer(event, svg.node());
    const p = view.delaunay && view.points[view.delaunay.find(px, py)];
    if (!p || Math.hypot(p.px - px, p.py - py) > 40) return tip.hide();
    const { line, j } = p, box = svg.node().getBoundingClientRect(), frame = host.getBoundingClientRect();
    const zoom = box.width / view.width;
    tip.show(p.px * zoom, box.top - frame.top + p.py * zoom, `${line.name}, step ${line.k[j]}`, [
      ['transparent', 'x₀', short(line.x[j])], ['transparent', 'x₁', short(line.y[j])],
      [colour(lines.indexOf(line)), 'loss', line.loss ? short(Number(line.loss[j])) : '']]);
  }).on('pointerleave', () => tip.hide());

  // Plays once when it comes into sight.
  if (!still.matches) {
    new IntersectionObserver((entries, observer) => {
      if (entries.some(e => e.isIntersecting)) {
        observer.disconnect();
        if (now === steps && !timer) play();
      }
    }, { threshold: 0.6 }).observe(svg.node());
  }
  addEventListener('beforeprint', () => { stop(); show(steps); });
}

/** A dot at every step that is not too near to the last dot. */
function spots(xs, ys) {
  let d = '', px = Infinity, py = Infinity;
  for (let j = 0; j < xs.length; j++) {
    if (!Number.isFinite(xs[j] + ys[j]) || Math.hypot(xs[j] - px, ys[j] - py) < 6) continue;
    [px, py] = [xs[j], ys[j]];
    d += `M${px - 2.3} ${py}a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0`;
  }
  return d;
}

/** Writes levels on their ellipses, where no trajectory and no other name is near. */
function nameLevels(group, levels, [cx, cy], m, w, h, points) {
  const few = points.filter((_, i) => i % Math.ceil(points.length / 400) === 0).map(p => [p.px, p.py]);
  const taken = [[cx, cy]];
  for (const level of levels.filter(l => Number.isInteger(l.e))) {
    let best = null, room = 26;
    for (let t = 0; t < 2 * Math.PI; t += 0.03) {
      const px = cx + level.rx * Math.cos(t), py = cy + level.ry * Math.sin(t);
      if (px < m.left + 22 || px > m.left + w - 22 || py < m.top + 12 || py > m.top + h - 12) continue;
      const near = (to, wide) => d3.min(to, ([qx, qy]) => Math.hypot((px - qx) * wide, py - qy)) ?? Infinity;
      const free = Math.min(near(few, 0.8), near(taken, 0.5) * 1.2, 90);
      if (free > room) { room = free; best = [px, py]; }
    }
    if (!best) continue;
    taken.push(best);
    group.append('text').attr('class', 'level-name').attr('x', best[0]).attr('y', best[1]).attr('dy', '.34em').text(power(level.e));
  }
}
