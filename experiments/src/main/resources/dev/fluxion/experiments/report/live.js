// Asks for news every second and shows them; see LivePage.java.

const rows = document.getElementById('rows'), state = document.getElementById('state'), bar = document.getElementById('progress');
const begin = Date.now();
let already = null, before = '';

function make(tag, text, style) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (style) node.className = style;
  return node;
}

function left(done, runs) {
  already ??= done;
  if (done >= runs) return 'all done';
  if (done === already) return 'no estimate yet';
  const seconds = Math.round((Date.now() - begin) / (done - already) * (runs - done) / 1000);
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

function show(news) {
  bar.max = Math.max(1, news.runs);
  bar.value = news.done;
  const claims = news.experiments.flatMap(e => e.claims), count = v => claims.filter(c => c.verdict === v).length;
  const over = news.runs > 0 && news.done >= news.runs;
  state.textContent = `${news.done} of ${news.runs} runs, ${left(news.done, news.runs)}. ` +
    `Verdicts${over ? '' : ' so far'}: ${count('HOLDS')} hold, ${count('FAILS')} fail, ${count('UNDECIDED')} undecided.`;
  document.querySelector('h1').textContent = over ? 'All runs are done' : 'A run goes on';
  document.querySelector('.lead a').textContent = over ? 'The report' : 'The report so far';
  document.title = `${Math.floor(100 * news.done / bar.max)} % · Fluxion`;
  const text = JSON.stringify(news.experiments);
  if (text === before) return;
  before = text;
  rows.replaceChildren(...news.experiments.map(e => {
    const row = make('li'), name = make('span');
    name.append(make('span', e.id, 'code'), make('br'), e.question);
    const part = make('progress');
    part.max = Math.max(1, e.runs);
    part.value = e.done;
    part.setAttribute('aria-label', `${e.id}: runs done`);
    row.append(name, part, make('output', `${e.done} / ${e.runs}`));
    if (e.claims.length) {
      const list = make('ul');
      for (const c of e.claims) {
        const item = make('li', undefined, c.verdict.toLowerCase());
        item.title = `${c.id}: ${c.numbers}`;
        item.append(make('b', { HOLDS: '✓ holds', FAILS: '✗ fails', UNDECIDED: '? undecided' }[c.verdict]), ' ', c.statement);
        list.append(item);
      }
      row.append(list);
    }
    return row;
  }));
}

async function ask() {
  try {
    const answer = await fetch('state');
    if (answer.ok) show(await answer.json());
    else state.textContent = `The folder cannot be read just now: ${await answer.text()}`;
  } catch {
    state.textContent = 'The page is no longer served: the run or the watching has ended.';
    return;
  }
  setTimeout(ask, 1000);
}
ask();
