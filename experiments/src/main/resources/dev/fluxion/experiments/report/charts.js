// Charts with two axes: lines, bands of quantiles, shares, histograms.

function chart(host, figure) {
  const { mark } = figure;
  const lines = figure.lines.map(line => {
    const y = numbers(line.y);
    const x = line.x ? numbers(line.x) : Float64Array.from(line.k || d3.range(y.length));
    return { ...line, x, y, low: line.low && numbers(line.low), high: line.high && numbers(line.high), theory: line.theory && numbers(line.theory) };
  });
  const steps = !figure.lines.some(l => l.x), share = mark === 'share', bars = mark === 'bars';
  const grows = x => x.every((v, j) => j === 0 || v >= x[j - 1]);
  // A sweep from large to small is read from left to right like any other.
  const walk = lines.every(l => grows(l.x) || grows(l.x.toReversed()));
  if (walk) for (const l of lines.filter(l => !grows(l.x))) for (const part of [l.x, l.y, l.low, l.high, l.theory]) if (part) part.reverse();
  // An orbit has one scale for both axes, so that circles are circles.
  const plane = !walk && figure.xLabel === 'x' && figure.yLabel === 'y';
  // Of lines that coincide the lower ones are wider, so that all can be seen.
  const along = share ? 'x' : 'y';
  const [least, most] = d3.extent(lines.flatMap(l => Array.from(l[along])).filter(Number.isFinite));
  lines.forEach((line, i) => {
    line.extra = !(mark === 'line' || share) || lines.length > 24 ? 0 : 2.2 * Math.min(3, lines.slice(0, i).filter(l => coincide(l[along], line[along], most - least)).length);
  });
  // Runs whose budget ended long before that of others say so.
  const end = l => l.x[l.x.length - 1];
  if (steps) for (const l of lines) if (l.outcome === 'BUDGET' && end(l) < 0.5 * d3.max(lines, end)) l.until = end(l);
  const id = 'clip-' + figure.id;
  const notes = new Set();
  const tip = tooltip(host);
  let svg, view;

  legend(host, lines, () => redraw(), fade(() => svg, lines));
  svg = labelled(host, figure, `${figure.yLabel} over ${figure.xLabel}. ${lines.slice(0, 12).map(words).join('; ')}.`).attr('tabindex', 0);
  const noteBox = element(host, 'p', 'note');

  function words(l) {
    const n = l.y.length - 1;
    if (share) return n < 0 ? `${l.name}: nowhere` : `${l.name}: half at ${short(l.x[d3.bisectLeft(l.y, 0.5)] ?? NaN)}, all in all ${Math.round(100 * l.y[n])} %`;
    if (bars) return `${l.name}: highest ${short(d3.max(l.y))} at ${short(l.x[d3.maxIndex(l.y)])}`;
    const known = Array.from(l.y).filter(v => !Number.isNaN(v));
    if (!known.length) return `${l.name}: no number`;
    return `${l.name}: from ${short(known[0])} to ${short(known[known.length - 1])}` + (steps ? ` in ${l.x[n]} steps, ${l.outcome.toLowerCase()}` : '');
  }

  /** The range of the vertical axis, without what runs that went away would add to it. */
  function range(shown, log) {
    if (share) return [0, 1];
    const tame = shown.some(l => !l.wild);
    let low = Infinity, high = -Infinity;
    for (const line of shown) {
      const loss = figure.kind === 'LOSS';
      if (line.wild && tame && figure.kind === 'SERIES') { notes.add('Runs that blew up leave the picture.'); continue; }
      const cap = line.wild && loss ? Math.abs(line.y[0]) * (tame ? 100 : 1e6) : Infinity;
      for (const list of [line.y, line.low, line.high, line.theory]) for (const v of list || []) {
        if (!Number.isFinite(v) || (log && v <= 0)) continue;
        low = Math.min(low, v);
        high = Math.max(high, Math.min(v, cap));
      }
      if (line.y.some(v => v > cap || v === Infinity)) notes.add('Lines that leave at the top belong to runs that blew up.');
    }
    if (bars) low = 0;
    if (!(low <= high)) return log ? [0.1, 1] : [0, 1];
    if (!log) return low === high ? [low - 1, high + 1] : [low, high];
    const margin = Math.max(1.5, (high / low) ** 0.03);
    return [low / margin, Math.min(high * margin, Number.MAX_VALUE)];
  }

  function draw(width) {
    notes.clear();
    tip.hide();
    const height = Math.round(Math.min(380, Math.max(240, width * (plane ? 0.8 : 0.5))));
    const m = { top: 24, right: 16, bottom: 38, left: 50 };
    const bottom = height - m.bottom;
    const shown = lines.filter(l => !l.hidden);
    const ys = shown.flatMap(l => Array.from(l.y)).filter(v => !Number.isNaN(v));
    const xs = shown.flatMap(l => Array.from(l.x));
    if (steps) xs.push(0, 1);
    if (bars) for (const l of shown) xs.push(...edges(l.x, 0), ...edges(l.x, l.x.length - 1));
    if (share && figure.kind === 'PROFILE') xs.push(1, 1.2 * (d3.max(xs) || 1));
    const log = isLog(figure.yLog, ys), domain = range(shown, log);
    if (plane) {
      const across = d3.extent(xs.filter(Number.isFinite)), wider = 1.05 * Math.max((across[1] - across[0]) / (width - m.left - m.right), (domain[1] - domain[0]) / (bottom - m.top));
      for (const [span, room] of [[across, width - m.left - m.right], [domain, bottom - m.top]]) {
        const middle = (span[0] + span[1]) / 2;
        span.splice(0, 2, middle - wider * room / 2, middle + wider * room / 2);
      }
      xs.push(...across);
    }
    const y = upAxis(ys, domain, log, m, width, bottom, figure.yLabel, share, plane);
    m.left = plane ? m.left : Math.max(m.left, y.room);
    const x = acrossAxis(xs, isLog(figure.xLog, xs), m, width, bottom, figure.xLabel);
    if (y.lane) notes.add('Values of 0 and below lie in the lane at the bottom; a log axis has no place for them.');
    if (x.zero && !steps && mark !== 'band') notes.add('What stands at 0 is 0 or below; a log axis has no place for it.');

    svg.selectAll('*').remove();
    svg.attr('viewBox', `0 0 ${width} ${height}`);
    svg.append('clipPath').attr('id', id).append('rect').attr('x', m.left - 3).attr('y', m.top - 6)
      .attr('width', width - m.left - m.right + 10).attr('height', height - m.top - m.bottom + 8);
    const axis = svg.append('g').attr('class', 'axis');
    y.draw(axis);
    x.draw(axis);

    const plot = svg.append('g').attr('clip-path', `url(#${id})`);
    const signs = svg.append('g');
    // Calm lines come on top of dense ones; among equals the first, which the figure is about.
    const order = lines.map((line, i) => {
      const way = d3.sum(d3.pairs(line.y), ([a, b]) => Math.abs(y.at(b) - y.at(a)) || 0);
      return { line, i, dense: steps && way > 6 * width };
    }).filter(o => !o.line.hidden).reverse().sort((a, b) => b.dense - a.dense);
    for (const { line, i, dense } of order) {
      const stroke = (path, thick) => path.attr('data-line', i).attr('class', 'line').style('stroke', colour(i))
        .style('stroke-dasharray', dashes(i)).attr('stroke-width', thick);
      const path = list => d3.line((_, j) => x.at(line.x[j]), v => y.at(v)).defined((v, j) => !Number.isNaN(v + line.x[j]))(list);
      if (mark === 'band') {
        plot.append('path').attr('data-line', i).attr('class', 'band').style('fill', colour(i)).attr('d',
          d3.area((_, j) => x.at(line.x[j]), (_, j) => y.at(line.low[j]), (_, j) => y.at(line.high[j]))(line.y));
      }
      if (share) {
        stroke(plot.append('path'), 1.9 + line.extra).attr('d', stairs(line, x, y, width - m.right));
      } else if (bars) {
        columns(plot, line, i, x, y);
        if (line.theory) stroke(plot.append('path'), 2.4).classed('theory', true).style('stroke-dasharray', '5 4').style('stroke', shown.length > 1 ? colour(i) : 'var(--ink)').attr('d', path(line.theory));
      } else {
        stroke(plot.append('path'), (dense ? 1 : lines.length > 16 ? 1.3 : 1.9) + line.extra).attr('d', path(line.y));
      }
      if (!share && !bars) {
        const gap = j => !(j >= 0 && j < line.y.length) || Number.isNaN(line.y[j]);
        for (let j = 0; j < line.y.length; j++) if (!gap(j) && (line.y.length < 4 || (gap(j - 1) && gap(j + 1)))) {
          plot.append('circle').attr('data-line', i).attr('cx', x.at(line.x[j])).attr('cy', y.at(line.y[j])).attr('r', 3).style('fill', colour(i));
        }
      }
      let last = line.y.length - 1;
      while (last > 0 && Number.isNaN(line.y[last])) last--;
      if (mark === 'line' && last >= 0) {
        ending(signs.append('g').attr('data-line', i), line, x.at(line.x[last]), Math.max(m.top - 2, y.at(line.y[last])), i);
        if (!walk) start(signs, i, x.at(line.x[0]), y.at(line.y[0]));
      }
    }
    if (bars && shown.some(l => l.theory)) notes.add('The dashed curve is the theory.');
    const guide = svg.append('path').attr('class', 'guide').attr('visibility', 'hidden');
    const points = walk ? [] : shown.flatMap(l => Array.from(l.x, (v, j) => ({ l, j, px: x.at(v), py: y.at(l.y[j]) }))).filter(p => Number.isFinite(p.px + p.py));
    const longest = shown.length ? d3.greatest(shown, l => l.x[l.x.length - 1]) : null;
    view = { width, x, y, m, bottom, shown, guide, longest, points, near: points.length ? d3.Delaunay.from(points, p => p.px, p => p.py) : null };
    noteBox.textContent = [...notes, ...figure.missing].join(' ');
  }
  const redraw = responsive(host, draw);

  // Reading numbers off: by the pointer, or by the arrow keys.
  let at = 0;
  function read(v, py) {
    const px = view.x.at(v);
    const rows = view.shown.filter(l => l.y.length && l.x[0] <= v && v <= l.x[l.x.length - 1] || share).slice(0, 16)
      .map(l => [colour(lines.indexOf(l)), l.label, value(l, v)]);
    view.guide.attr('visibility', null).attr('d', `M${px} ${view.m.top}V${view.bottom}`);
    place(px, py, `${figure.xLabel} ${short(v)}`, rows);
  }
  function value(l, v) {
    if (share) return `${Math.round(100 * (l.y[d3.bisectRight(l.x, v) - 1] ?? 0))} %`;
    const j = d3.bisectCenter(l.x, v);
    return short(l.y[j]) + (l.low ? ` [${short(l.low[j])}, ${short(l.high[j])}]` : '') + (l.theory ? ` (theory ${short(l.theory[j])})` : '');
  }
  function place(px, py, heading, rows) {
    const box = svg.node().getBoundingClientRect(), frame = host.getBoundingClientRect(), zoom = box.width / view.width;
    tip.show(px * zoom, box.top - frame.top + py * zoom, heading, rows);
  }
  function touch(p) {
    view.guide.attr('visibility', null).attr('d', `M${p.px - 6} ${p.py}h12M${p.px} ${p.py - 6}v12`);
    place(p.px, p.py, p.l.label, [['transparent', figure.xLabel || 'x', short(p.l.x[p.j])], [colour(lines.indexOf(p.l)), figure.yLabel || 'y', short(p.l.y[p.j])]]);
  }
  const leave = () => { tip.hide(); view && view.guide.attr('visibility', 'hidden'); };
  svg.on('pointermove', event => {
    const [px, py] = d3.pointer(event, svg.node());
    if (!view.longest) return;
    if (!walk) {
      const p = view.near && view.points[view.near.find(px, py)];
      return p && Math.hypot(p.px - px, p.py - py) < 40 ? touch(p) : leave();
    }
    let v = Math.max(view.x.low, Math.min(view.x.high, view.x.scale.invert(px)));
    if (steps) v = Math.round(v);
    at = d3.bisectCenter(view.longest.x, v);
    read(v, py);
  }).on('pointerleave', leave).on('blur', leave).on('keydown', event => {
    const { longest, points } = view, count = walk ? longest && longest.x.length : points.length;
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -count / 10, PageDown: count / 10, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Escape') leave();
    if (move === undefined || !count) return;
    event.preventDefault();
    at = Math.max(0, Math.min(count - 1, Math.round(at + move)));
    if (walk) read(longest.x[at], view.bottom / 3); else touch(points[at]);
  });
}

/** Where a walk begins, if it goes to and fro. */
function start(group, i, px, py) {
  if (Number.isFinite(px + py)) group.append('circle').attr('data-line', i).attr('cx', px).attr('cy', py).attr('r', 4).attr('stroke-width', 2).style('fill', 'var(--paper)').style('stroke', colour(i));
}

/** The stairs of a share that grows at every x. */
function stairs(line, x, y, right) {
  let d = `M${x.at(x.low)} ${y.at(0)}`;
  for (let j = 0; j < line.x.length; j++) d += `H${x.at(line.x[j])}V${y.at(line.y[j])}`;
  return d + `H${right}`;
}

/** The left and right end of a bar: halfway to its neighbours. */
function edges(x, j) {
  const before = j > 0 ? x[j] - x[j - 1] : x[1] - x[0], after = j + 1 < x.length ? x[j + 1] - x[j] : before;
  return x.length < 2 ? [x[j] - 0.5, x[j] + 0.5] : [x[j] - before / 2, x[j] + after / 2];
}

function columns(plot, line, i, x, y) {
  let d = '';
  for (let j = 0; j < line.x.length; j++) {
    const [left, right] = edges(line.x, j);
    if (Number.isFinite(line.y[j])) d += `M${x.at(left)} ${y.at(0)}V${y.at(line.y[j])}H${x.at(right)}V${y.at(0)}Z`;
  }
  plot.append('path').attr('data-line', i).attr('class', 'column').style('fill', colour(i)).style('stroke', colour(i)).attr('d', d);
}
