package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * A language model of characters or other tokens: a decoder of causal attention and perceptrons.
 * Rows are sequences of token indices, at most a context long; outputs are the logits of the next
 * token at every position, of shape rows × positions × vocabulary.
 *
 * <p>Formula: {@code h = √width·(E[token] + P[position])}; for every block {@code h ← h + A(N(h))},
 * {@code h ← h + gelu(N(h)·F + f)·G + g}, with layer norm N and attention {@code A(u) =
 * attention(uQ, uK, uV)·O} in several heads; {@code y = N(h)·Eᵀ}, or {@code N(h)·W} with a head of
 * its own.
 *
 * <p>Source: A. Vaswani et al., «Attention Is All You Need», 2017; A. Radford et al., «Language
 * Models are Unsupervised Multitask Learners», 2019, for the place of the norms. Without dropout,
 * and without smaller starts for the last weights of a block.
 *
 * @param vocabulary number of different tokens
 * @param context the longest sequence
 * @param width features of a position
 * @param heads heads of attention, which share the width
 * @param blocks number of blocks
 * @param tied whether the embedding also serves as the head
 */
public record Transformer(
    @Setting(value = "number of different tokens", min = 1, max = 1 << 24) int vocabulary,
    @Setting(value = "longest sequence", min = 1) int context,
    @Setting(value = "features of a position", min = 1) int width,
    @Setting(value = "heads, which share the width", min = 1) int heads,
    @Setting(value = "number of blocks", min = 1) int blocks,
    @Setting("whether the embedding also serves as the head") boolean tied)
    implements Model {
  public Transformer {
    Settings.check(Transformer.class, vocabulary, context, width, heads, blocks, tied);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "width = " + width + " must be a multiple of heads = " + heads);
    }
  }

  /** 16 tokens, context 8, width 8, two heads, one block, tied. */
  public Transformer() {
    this(16, 8, 8, 2, 1, true);
  }

  @Override
  public int inputs() {
    return context;
  }

  @Override
  public int outputs() {
    return vocabulary;
  }

  @Override
  public Card card() {
    return new Card(
        "transformer",
        "A language model of characters or other tokens: causal attention and perceptrons.",
        "h = √width·(E[token] + P[position]);  h ← h + attention(uQ, uK, uV)·O with u = norm(h);"
            + "  h ← h + gelu(norm(h)·F + f)·G + g;  y = norm(h)·Eᵀ",
        "A. Vaswani et al., Attention Is All You Need, 2017; A. Radford et al., Language Models are"
            + " Unsupervised Multitask Learners, 2019",
        "Without dropout, and without smaller starts for the last weights of a block.");
  }

  @Override
  public Initializer initializer(Segment segment) {
    return segment.layer().equals("embedding")
        ? Initializer.EMBEDDING
        : Model.super.initializer(segment);
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    if (x.shape().rank() != 2 || x.shape().columns() > context || x.shape().columns() == 0) {
      throw new IllegalArgumentException(
          "transformer: takes rows of 1 to " + context + " token indices; got " + x);
    }
    int positions = x.shape().columns();
    Tensor tokens = tape.parameter("embedding/token", Role.WEIGHT, vocabulary, width);
    Tensor places = tape.parameter("embedding/position", Role.WEIGHT, context, width);
    Tensor h = tokens.embedding(x).plus(places.slice(0, 0, positions));
    h = h.times(Math.sqrt(width)).reshape(-1, width);
    for (int block = 1; block <= blocks; block++) {
      String prefix = "block" + block + "/";
      h = h.plus(attention(tape, prefix, Norm.ofRows(tape, prefix + "norm1.", h), positions));
      h = h.plus(perceptron(tape, prefix, Norm.ofRows(tape, prefix + "norm2.", h)));
    }
    h = Norm.ofRows(tape, "head/norm.", h);
    Tensor logits =
        tied
            ? h.matmul(Layout.NT, tokens)
            : h.matmul(tape.parameter("head/weight", Role.WEIGHT, width, vocabulary));
    return logits.reshape(-1, positions, vocabulary);
  }

  private Tensor attention(Tape tape, String prefix, Tensor u, int positions) {
    Tensor queries = heads(Linear.layer(tape, prefix + "query.", u, width), positions);
    Tensor keys = heads(Linear.layer(tape, prefix + "key.", u, width), positions);
    Tensor values = heads(Linear.layer(tape, prefix + "value.", u, width), positions);
    Tensor seen = queries.attention(keys, values, true).permute(0, 2, 1, 3);
    return Linear.layer(tape, prefix + "out.", seen.reshape(-1, width), width);
  }

  /** From rows of features to (sequences, heads, positions, features of a head). */
  private Tensor heads(Tensor u, int positions) {
    return u.reshape(-1, positions, heads, width / heads).permute(0, 2, 1, 3);
  }

  private Tensor perceptron(Tape tape, String prefix, Tensor u) {
    Tensor hidden = Linear.layer(tape, prefix + "hidden.", u, Math.multiplyExact(4, width));
    return Linear.layer(tape, prefix + "contract.", hidden.gelu(), width);
  }
}
