package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * A language model that predicts the next token from the last one only: an embedding and a
 * perceptron. Rows are one token index each.
 *
 * <p>Formula: {@code y = φ(tanh(E[token]·A)·F)·G·W}, without biases; F doubles the width.
 *
 * <p>Source: document 001, experiment 1, by its published program, which calls A attention although
 * no token sees another. A is stored as its transpose there. The published gradient is of W only;
 * here all parameters learn.
 *
 * @param vocabulary number of different tokens
 * @param width features of a token
 * @param activation the nonlinearity φ
 */
public record Bigram(
    @Setting(value = "number of different tokens", min = 1, max = 1 << 24) int vocabulary,
    @Setting(value = "features of a token", min = 1) int width,
    @Setting("nonlinearity") Activation activation)
    implements Model {
  public Bigram {
    Settings.check(Bigram.class, vocabulary, width, activation);
  }

  /** 16 tokens, width 4; the published runs have 100 and 32. */
  public Bigram() {
    this(16, 4, Activation.RELU);
  }

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public int outputs() {
    return vocabulary;
  }

  @Override
  public Card card() {
    return new Card(
        "bigram",
        "A language model that predicts the next token from the last one only.",
        "y = φ(tanh(E[token]·A)·F)·G·W",
        "document 001, experiment 1, and its published program",
        "A is stored as its transpose there; all parameters learn, where the published gradient is"
            + " of W only.");
  }

  @Override
  public Initializer initializer(Segment segment) {
    return Initializer.TENTH;
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    Tensor tokens = tape.parameter("embedding/token", Role.WEIGHT, vocabulary, width);
    Tensor h = tokens.embedding(x).reshape(-1, width);
    int doubled = Math.multiplyExact(2, width);
    h = h.matmul(tape.parameter("attention/weight", Role.WEIGHT, width, width)).tanh();
    h = h.matmul(tape.parameter("hidden/weight", Role.WEIGHT, width, doubled));
    h = activation.apply(h).matmul(tape.parameter("contract/weight", Role.WEIGHT, doubled, width));
    return h.matmul(tape.parameter("head/weight", Role.WEIGHT, width, vocabulary));
  }
}
