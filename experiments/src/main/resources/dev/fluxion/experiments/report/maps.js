// Maps: trajectories that can be played, over the contours of a bowl or of a grid of heights.

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The ground of Σ cᵢ(xᵢ - aᵢ)²: its level sets are ellipses, exact whatever the size of the page. */
function bowl([c0, c1], [a0, a1]) {
  const f = (x, y) => c0 * (x - a0) ** 2 + c1 * (y - a1) ** 2;
  return {
    minimum: [a0, a1], even: c0 === c1, words: `Map of ${c0}(x₀ − ${a0})² + ${c1}(x₁ − ${a1})²`,
    note: 'From contour to contour the loss changes by √10.',
    levels(ex, ey, x, y) {
      const highest = Math.max(...ex.flatMap(px => ey.map(py => f(px, py))));
      const radius = (level, c, scale) => Math.min(1e5, Math.sqrt(level / c) * Math.abs(scale(1) - scale(0)));
      const levels = [], cx = x(a0), cy = y(a1);
      for (let e = Math.ceil(2 * Math.log10(highest)) / 2; levels.length < 24; e -= 0.5) {
        const rx = radius(10 ** e, c0, x), ry = radius(10 ** e, c1, y);
        if (!(Math.min(rx, ry) > 2.5)) break;
        levels.push({
          name: Number.isInteger(e) ? power(e) : '',
          path: `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`,
          points: () => d3.range(0, 2 * Math.PI, 0.03).map(t => [cx + rx * Math.cos(t), cy + ry * Math.sin(t)]),
        });
      }
      return levels;
    },
  };
}

/** The ground of a problem on a grid; see Ground.java. */
function grid(ground) {
  const { columns, rows, low, high, log } = ground;
  const [x0, x1] = ground.x, [y0, y1] = ground.y;
  const bytes = Uint8Array.from(atob(ground.heights), c => c.charCodeAt(0));
  // Turned over, so that what encloses is above the level: valleys become islands.
  const depths = Float64Array.from({ length: columns * rows }, (_, i) => -(low + (high - low) * (bytes[2 * i] + 256 * bytes[2 * i + 1]) / 65535));
  const every = log ? [0.25, 0.5, 1, 2, 4].find(s => (high - low) / s <= 14) || 8 : d3.tickStep(low, high, 11);
  const heights = d3.range(Math.ceil(low / every) * every, high, every).reverse();
  const whole = e => Math.abs(e - Math.round(e)) < 1e-9;
  const shapes = d3.contours().size([columns, rows]).smooth(true).thresholds(heights.map(h => -h).sort(d3.ascending))(Array.from(depths));
  const span = (y1 - y0) / (x1 - x0);
  return {
    minimum: ground.minimizer, box: [ground.x, ground.y], ratio: span > 0.4 && span < 1.7 ? span : 0,
    words: 'Contour map of the loss',
    note: log ? `From contour to contour the loss${ground.least ? ` above ${short(ground.least)}` : ''} changes by a factor ${every === 0.5 ? '√10' : short(10 ** every)}.` : `From contour to contour the loss changes by ${short(every)}.`,
    levels(ex, ey, x, y) {
      const px = gx => x(x0 + (gx - 0.5) / (columns - 1) * (x1 - x0)), py = gy => y(y0 + (gy - 0.5) / (rows - 1) * (y1 - y0));
      return shapes.filter(s => s.coordinates.length).map(s => {
        const rings = s.coordinates.flat();
        const e = -s.value;
        return {
          name: !log ? short(+e.toPrecision(6)) : whole(e) && !ground.least ? power(Math.round(e)) : '',
          path: rings.map(r => 'M' + r.map(([a, b]) => `${px(a).toFixed(1)} ${py(b).toFixed(1)}`).join('L') + 'Z').join(''),
          points: () => rings.flat().map(([a, b]) => [px(a), py(b)]),
        };
      });
    },
  };
}

const plainGround = lines => ({
  box: ['x', 'y'].map(a => d3.extent(lines.flatMap(l => Array.from(l[a])).filter(Number.isFinite)).map((v, i) => (v ?? 0) + (i ? 0.5 : -0.5))),
  words: 'Trajectories', note: '', levels: () => [],
});

function map(host, figure) {
  const lines = figure.lines.map(line => {
    const x = numbers(line.x), y = numbers(line.y);
    return { ...line, x, y, k: line.k || d3.range(x.length) };
  });
  const ground = figure.ground ? grid(figure.ground) : figure.coefficients ? bowl(figure.coefficients, figure.center) : plainGround(lines);
  const steps = d3.max(lines, l => l.k[l.k.length - 1]) || 1;
  const tip = tooltip(host);
  const id = 'clip-' + figure.id;
  let svg, view, now = steps, timer = null, apart = false;

  legend(host, lines, () => redraw(), fade(() => svg, lines));
  const words = lines.map(l => `${l.name}: from (${short(l.x[0])}, ${short(l.y[0])}) to ` +
    `(${short(l.x[l.x.length - 1])}, ${short(l.y[l.y.length - 1])}) in ${l.k[l.k.length - 1]} steps, ${l.outcome.toLowerCase()}`).join('; ');
  svg = labelled(host, figure, `${ground.words} with trajectories. ${words}.`);

  // Controls
  const player = element(host, 'div', 'player');
  const button = element(player, 'button', '', '▶ Play');
  button.type = 'button';
  const slider = element(player, 'input');
  Object.assign(slider, { type: 'range', min: 0, max: steps, step: 1, value: steps });
  slider.setAttribute('aria-label', 'Step shown');
  const output = element(player, 'output');
  if (lines.length > 1) {
    const sides = element(player, 'button', '', 'Side by side');
    sides.type = 'button';
    sides.setAttribute('aria-pressed', 'false');
    sides.addEventListener('click', () => {
      apart = !apart;
      sides.setAttribute('aria-pressed', String(apart));
      redraw();
    });
  }
  element(host, 'p', 'note', [ground.note, ground.even || ground.ratio ? '' : 'The two axes have scales of their own.', ...figure.missing].join(' '));

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
    const shown = lines.filter(l => !l.hidden);
    const parts = apart && shown.length > 1 ? shown.map(l => [l]) : [shown];
    const columns = parts.length === 1 ? 1 : width < 480 ? 1 : width < 800 ? 2 : Math.min(3, parts.length);
    const one = (width - 14 * (columns - 1)) / columns;
    svg.selectAll('*').remove();
    view = { width, drawn: [], points: [] };
    let height = 0;
    parts.forEach((part, i) => {
      const top = i % columns === 0 ? height : view.top;
      view.top = top;
      height = Math.max(height, top + panel(part, (i % columns) * (one + 14), top, one, i, parts.length > 1));
    });
    svg.attr('viewBox', `0 0 ${width} ${height}`);
    view.near = view.points.length ? d3.Delaunay.from(view.points, p => p.px, p => p.py) : null;
    show(now);
  }

  /** Draws one map at a place; returns its height. */
  function panel(shown, left, top, width, number, titled) {
    const m = { top: top + (titled ? 26 : 8), right: 8, bottom: 38, left: left + 46 };
    let w = width - 54, h = Math.min(514, width * (width < 560 ? 0.95 : 0.54)) - 46;
    if (ground.ratio) {
      h = Math.min(600, w * ground.ratio);
      const wanted = h / ground.ratio;
      m.left += (w - wanted) / 2;
      w = wanted;
    }
    h = Math.round(h);
    const all = lines.filter(l => !l.hidden);
    const ex = ground.box ? ground.box[0] : extent(all, 'x', ground.minimum[0]), ey = ground.box ? ground.box[1] : extent(all, 'y', ground.minimum[1]);
    if (ground.even) { // one scale for both axes, so that circles are circles
      const unit = Math.max((ex[1] - ex[0]) / w, (ey[1] - ey[0]) / h);
      for (const [e, length] of [[ex, w], [ey, h]]) {
        const middle = (e[0] + e[1]) / 2;
        e.splice(0, 2, middle - unit * length / 2, middle + unit * length / 2);
      }
    }
    const x = d3.scaleLinear(ex, [m.left, m.left + w]), y = d3.scaleLinear(ey, [m.top + h, m.top]);
    const clip = `${id}-${number}`;
    svg.append('clipPath').attr('id', clip).append('rect').attr('x', m.left).attr('y', m.top).attr('width', w).attr('height', h).attr('rx', 3);
    const levels = ground.levels(ex, ey, x, y);
    const under = svg.append('g').attr('clip-path', `url(#${clip})`);
    const tint = Math.min(0.075, 0.8 / levels.length);
    for (const l of levels) under.append('path').attr('class', 'level').style('fill-opacity', tint).attr('d', l.path);

    const axis = svg.append('g').attr('class', 'axis');
    for (const t of x.ticks(Math.max(4, w / 120))) {
      axis.append('path').attr('class', 'grid').attr('d', `M${x(t)} ${m.top + h}v5`);
      axis.append('text').attr('x', x(t)).attr('y', m.top + h + 18).attr('text-anchor', 'middle').text(short(t));
    }
    for (const t of y.ticks(Math.max(4, h / 70))) {
      axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${y(t)}h-5`);
      axis.append('text').attr('x', m.left - 9).attr('y', y(t)).attr('dy', '.32em').attr('text-anchor', 'end').text(short(t));
    }
    axis.append('text').attr('class', 'title').attr('x', m.left + w).attr('y', m.top + h + 35).attr('text-anchor', 'end').text(figure.xLabel);
    axis.append('text').attr('class', 'title').attr('x', m.left - 42).attr('y', m.top + 8).text(figure.yLabel);
    if (titled) svg.append('text').attr('class', 'mark').attr('x', m.left).attr('y', m.top - 9).style('fill', colour(lines.indexOf(shown[0]))).text(shown[0].label);
    svg.append('rect').attr('class', 'frame').attr('x', m.left).attr('y', m.top).attr('width', w).attr('height', h).attr('rx', 3);

    const points = shown.flatMap(l => Array.from(l.x, (px, j) => ({ line: l, j, px: x(px), py: y(l.y[j]) })))
      .filter(p => Number.isFinite(p.px + p.py) && p.px >= m.left && p.px <= m.left + w && p.py >= m.top && p.py <= m.top + h);
    view.points.push(...points);
    const taken = all.map(l => [x(l.x[0]), y(l.y[0]) + 18]).filter(p => Number.isFinite(p[0] + p[1]));
    if (ground.minimum) {
      const [px, py] = [x(ground.minimum[0]), y(ground.minimum[1])];
      taken.push([px, py], [px + (minimumOnTheRight(px, m, w) ? 37 : -37), py + 18]);
    }
    nameLevels(svg.append('g'), levels, taken, m, w, h, points);

    const tracks = svg.append('g').attr('clip-path', `url(#${clip})`);
    const drawn = shown.map(line => [line, lines.indexOf(line)]).reverse().map(([line, i]) => ({
      line, i, x, y, frame: [m.left, m.top, w, h],
      halo: tracks.append('path').attr('class', 'halo').attr('stroke-width', 4.6).attr('data-line', i),
      path: tracks.append('path').attr('class', 'line').attr('stroke-width', 1.9).attr('data-line', i).style('stroke', colour(i)).style('stroke-dasharray', dashes(i)),
      dots: tracks.append('path').attr('data-line', i).style('fill', colour(i)),
      head: svg.append('circle').attr('r', 5).attr('data-line', i).attr('stroke-width', 2).style('fill', colour(i)).style('stroke', 'var(--paper)'),
      sign: svg.append('g').attr('data-line', i),
    }));
    view.drawn.push(...drawn);
    marks(shown, x, y, m, w);
    return m.top - top + h + 38;
  }

  /** On which side of the minimum its name has room. */
  const minimumOnTheRight = (px, m, w) => px < m.left + w - 74;

  /** Start points and the minimum. */
  function marks(shown, x, y, m, w) {
    const starts = new Map(shown.filter(l => Number.isFinite(l.x[0] + l.y[0])).map(l => [`${l.x[0]} ${l.y[0]}`, l]));
    for (const l of starts.values()) {
      for (const [stroke, size] of [['var(--paper)', 5], ['var(--ink)', 2]]) {
        svg.append('circle').attr('cx', x(l.x[0])).attr('cy', y(l.y[0])).attr('r', 6.5).attr('fill', 'none').attr('stroke-width', size).style('stroke', stroke);
      }
      if (starts.size > 3) continue;
      svg.append('text').attr('class', 'mark').attr('x', x(l.x[0])).attr('y', y(l.y[0]) + 23).attr('text-anchor', x(l.x[0]) > m.left + w - 40 ? 'end' : 'middle').text('start');
    }
    if (!ground.minimum) return;
    const px = x(ground.minimum[0]), py = y(ground.minimum[1]);
    for (const [stroke, size] of [['var(--paper)', 6], ['var(--ink)', 2.2]]) {
      svg.append('path').attr('d', `M${px - 8} ${py}h16M${px} ${py - 8}v16`).attr('stroke-width', size).attr('stroke-linecap', 'round').style('stroke', stroke);
    }
    const right = minimumOnTheRight(px, m, w);
    svg.append('text').attr('class', 'mark').attr('x', right ? px + 12 : px - 12).attr('y', py + 22).attr('text-anchor', right ? 'start' : 'end').text('minimum');
  }

  function show(step) {
    now = step;
    slider.value = step;
    output.textContent = `step ${step} / ${steps}`;
    for (const { line, i, x, y, frame, halo, path, dots, head, sign } of view.drawn) {
      const end = d3.bisectRight(line.k, step);
      const xs = line.x.slice(0, end);
      const d = d3.line((_, j) => x(line.x[j]), (_, j) => y(line.y[j])).defined((_, j) => Number.isFinite(line.x[j] + line.y[j]))(xs);
      halo.attr('d', d);
      path.attr('d', d);
      dots.attr('d', spots(xs.map(x), line.y.slice(0, end).map(y)));
      const over = end === line.x.length;
      let last = end - 1;
      while (last > 0 && !Number.isFinite(line.x[last] + line.y[last])) last--;
      const px = x(line.x[last]), py = y(line.y[last]);
      const inside = px >= frame[0] && px <= frame[0] + frame[2] && py >= frame[1] && py <= frame[1] + frame[3];
      head.attr('visibility', !inside || (over && line.outcome !== 'BUDGET') ? 'hidden' : null);
      if (inside) head.attr('cx', px).attr('cy', py);
      sign.selectAll('*').remove();
      if (over && inside) ending(sign, line, px, py, i);
    }
  }
  const redraw = responsive(host, draw);
  stop();

  svg.on('pointermove', event => {
    const [px, py] = d3.pointer(event, svg.node());
    const p = view.near && view.points[view.near.find(px, py)];
    if (!p || Math.hypot(p.px - px, p.py - py) > 40) return tip.hide();
    const { line, j } = p, box = svg.node().getBoundingClientRect(), frame = host.getBoundingClientRect();
    const zoom = box.width / view.width;
    tip.show(p.px * zoom, box.top - frame.top + p.py * zoom, `${line.name}, step ${line.k[j]}`, [
      ['transparent', figure.xLabel, short(line.x[j])], ['transparent', figure.yLabel, short(line.y[j])],
      [colour(lines.indexOf(line)), 'loss', line.loss ? short(Number(line.loss[j])) : '']]);
  }).on('pointerleave', () => tip.hide());

  // Plays once when it comes into sight.
  if (!still.matches && !exporting) {
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

/** Writes levels on their lines, where no trajectory and no other name is near. */
function nameLevels(group, levels, taken, m, w, h, points) {
  const few = points.filter((_, i) => i % Math.ceil(points.length / 400) === 0).map(p => [p.px, p.py]);
  for (const level of levels.filter(l => l.name)) {
    let best = null, room = 26;
    const places = level.points();
    for (const [px, py] of places.filter((_, i) => i % Math.ceil(places.length / 300) === 0)) {
      if (px < m.left + 22 || px > m.left + w - 22 || py < m.top + 12 || py > m.top + h - 12) continue;
      const near = (to, wide) => d3.min(to, ([qx, qy]) => Math.hypot((px - qx) * wide, py - qy)) ?? Infinity;
      const free = Math.min(near(few, 0.8), near(taken, 0.5) * 1.2, 90);
      if (free > room) { room = free; best = [px, py]; }
    }
    if (!best) continue;
    taken.push(best);
    group.append('text').attr('class', 'level-name').attr('x', best[0]).attr('y', best[1]).attr('dy', '.34em').text(level.name);
  }
}
