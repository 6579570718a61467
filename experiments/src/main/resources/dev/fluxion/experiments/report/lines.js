// Line charts: loss, distance, norms by layer and telemetry over steps.

function lineChart(host, figure) {
  const lines = figure.lines.map(line => {
    const y = numbers(line.y);
    return { ...line, y, k: line.k || d3.range(y.length) };
  });
  // Of lines that coincide the lower ones are wider, so that all can be seen.
  lines.forEach((line, i) => { line.extra = 2.6 * lines.slice(0, i).filter(l => coincide(l, line)).length; });
  const id = 'clip-' + figure.id;
  const notes = new Set();
  const tip = tooltip(host);
  let svg, plot, view;

  legend(host, lines, () => redraw(), only => svg.selectAll('[data-line]')
    .classed('dim', function () { return only !== null && lines[this.dataset.line] !== only; }));
  const words = lines.map(l => `${l.name}: from ${short(l.y[0])} to ${short(l.y[l.y.length - 1])} in ` +
    `${l.k[l.k.length - 1]} steps, ${l.outcome.toLowerCase()}`).join('; ');
  svg = labelled(host, figure, `${figure.label} over steps. ${words}.`).attr('tabindex', 0);
  const noteBox = element(host, 'p', 'note');

  /** The range of the vertical axis, without what runs that went away would add to it. */
  function range(shown, log) {
    const fits = v => Number.isFinite(v) && (!log || v > 0);
    let low = Infinity, high = -Infinity;
    for (const line of shown) {
      const cap = line.wild && figure.kind === 'LOSS' ? Math.abs(line.y[0]) * (shown.every(l => l.wild) ? 1e6 : 100) : Infinity;
      for (const v of line.y) if (fits(v)) {
        low = Math.min(low, v);
        high = Math.max(high, Math.min(v, cap));
      }
      if (line.y.some(v => v > cap || v === Infinity)) notes.add('Lines that leave at the top belong to runs that blew up.');
    }
    if (!(low <= high)) return log ? [0.1, 1] : [0, 1];
    if (!log) return low === high ? [low - 1, high + 1] : [low, high];
    const margin = Math.max(1.5, (high / low) ** 0.03);
    return [low / margin, Math.min(high * margin, Number.MAX_VALUE)];
  }

  function draw(width) {
    notes.clear();
    tip.hide();
    const height = Math.round(Math.min(380, Math.max(240, width * 0.5)));
    const shown = lines.filter(l => !l.hidden);
    const all = shown.flatMap(l => Array.from(l.y)).filter(Number.isFinite);
    const positive = all.filter(v => v > 0).length;
    const log = figure.kind !== 'TELEMETRY' || positive >= 0.9 * all.length;
    const lane = log && positive < all.length ? 20 : 0;
    const m = { top: 24, right: 16, bottom: 38, left: 50 };
    const floor = height - m.bottom - lane;
    const steps = Math.max(1, d3.max(shown, l => l.k[l.k.length - 1]) || 1);
    const x = d3.scaleLinear([0, steps], [m.left, width - m.right]);
    const y = (log ? d3.scaleLog() : d3.scaleLinear()).domain(range(shown, log)).range([floor, m.top]);
    if (!log) y.nice();
    const top = y.domain()[1];
    // Numbers a log axis cannot show lie in a lane of their own; what is too large is cut at the edge.
    const at = v => Number.isNaN(v) ? NaN : log && v <= 0 ? floor + lane / 2 : v > top ? -20 : y(v);
    if (lane) notes.add('Values of 0 and below lie in the lane at the bottom; a log axis has no place for them.');

    svg.selectAll('*').remove();
    svg.attr('viewBox', `0 0 ${width} ${height}`);
    svg.append('clipPath').attr('id', id).append('rect').attr('x', m.left - 3).attr('y', m.top - 6)
      .attr('width', width - m.left - m.right + 10).attr('height', height - m.top - m.bottom + 8);
    const axis = svg.append('g').attr('class', 'axis');
    const ticks = log ? logTicks(y, Math.max(3, floor / 42)) : y.ticks(5);
    for (const t of ticks) {
      axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${y(t)}H${width - m.right}`);
      axis.append('text').attr('x', m.left - 8).attr('y', y(t)).attr('dy', '.32em').attr('text-anchor', 'end').text(log ? logName(t) : short(t));
    }
    if (lane) {
      axis.append('rect').attr('class', 'lane').attr('x', m.left).attr('y', floor).attr('width', width - m.left - m.right).attr('height', lane);
      axis.append('text').attr('x', m.left - 8).attr('y', floor + lane / 2).attr('dy', '.32em').attr('text-anchor', 'end')
        .text(all.some(v => v < 0) ? '≤ 0' : '0');
    }
    for (const t of x.ticks(Math.max(3, width / 110)).filter(Number.isInteger)) {
      axis.append('path').attr('class', 'grid').attr('d', `M${x(t)} ${height - m.bottom}v5`);
      axis.append('text').attr('x', x(t)).attr('y', height - m.bottom + 18).attr('text-anchor', 'middle').text(t);
    }
    axis.append('path').attr('class', 'grid').attr('d', `M${m.left} ${height - m.bottom}H${width - m.right}`);
    axis.append('text').attr('class', 'title').attr('x', width - m.right).attr('y', height - 3).attr('text-anchor', 'end').text('step');
    axis.append('text').attr('class', 'title').attr('x', m.left).attr('y', 10).text(figure.label);

    plot = svg.append('g').attr('clip-path', `url(#${id})`);
    const signs = svg.append('g');
    // Calm lines come on top of dense ones; among equals the first, which the figure is about.
    const order = lines.map((line, i) => {
      const way = d3.sum(d3.pairs(line.y), ([a, b]) => Math.abs(at(b) - at(a)) || 0);
      return { line, i, dense: way > 6 * width };
    }).filter(o => !o.line.hidden).reverse().sort((a, b) => b.dense - a.dense);
    for (const { line, i, dense } of order) {
      plot.append('path').attr('data-line', i).attr('class', 'line').style('stroke', colour(i))
        .attr('stroke-width', (dense ? 1 : 1.9) + line.extra)
        .attr('d', d3.line((_, j) => x(line.k[j]), v => at(v)).defined(v => !Number.isNaN(v))(line.y));
      if (line.y.length < 4) {
        for (let j = 0; j < line.y.length; j++) if (!Number.isNaN(line.y[j])) {
          plot.append('circle').attr('data-line', i).attr('cx', x(line.k[j])).attr('cy', at(line.y[j])).attr('r', 3).style('fill', colour(i));
        }
      }
      let last = line.y.length - 1;
      while (last > 0 && Number.isNaN(line.y[last])) last--;
      ending(signs.append('g').attr('data-line', i), line, x(line.k[last]), Math.max(m.top - 2, at(line.y[last])), i);
    }
    const guide = svg.append('path').attr('class', 'guide').attr('visibility', 'hidden');
    view = { width, height, x, m, steps, shown, guide };
    noteBox.textContent = [...notes, ...figure.missing].join(' ');
  }
  const redraw = responsive(host, draw);

  // Reading numbers off: by the pointer, or by the arrow keys.
  let step = 0;
  function read(k, py) {
    step = Math.max(0, Math.min(view.steps, Math.round(k)));
    const px = view.x(step);
    const rows = view.shown.filter(l => step <= l.k[l.k.length - 1])
      .map(l => [colour(lines.indexOf(l)), l.label, short(l.y[d3.bisectCenter(l.k, step)])]);
    view.guide.attr('visibility', null).attr('d', `M${px} ${view.m.top}V${view.height - view.m.bottom}`);
    const box = svg.node().getBoundingClientRect(), frame = host.getBoundingClientRect();
    tip.show(px * box.width / view.width, box.top - frame.top + py * box.height / view.height, `step ${step}`, rows);
  }
  const leave = () => { tip.hide(); view && view.guide.attr('visibility', 'hidden'); };
  svg.on('pointermove', event => {
    const [px, py] = d3.pointer(event, svg.node());
    read(view.x.invert(px), py);
  }).on('pointerleave', leave).on('blur', leave).on('keydown', event => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -view.steps / 10, PageDown: view.steps / 10, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Escape') leave();
    if (move === undefined) return;
    event.preventDefault();
    read(step + move, view.height / 3);
  });
}
