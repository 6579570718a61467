package dev.fluxion.autodiff.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A kernel in its forms, and what it must give. {@link #ALL} lists every kernel that works element
 * by element or reduces a vector, {@link Shaped#ALL} those that know rows and columns: listing a
 * kernel there is all that it takes to have it tested.
 *
 * @param name class and method, then the parameters if there are any
 * @param arrays the names of its array arguments, in order, outputs last
 * @param aliases pairs of arguments that may be the same elements
 * @param offsets whether the arrays come with offsets
 * @param facade what everybody calls
 * @param scalar its scalar form, or the façade again where there is one form only
 * @param vector its vector form; loaded only when it runs, for the vector module may be absent;
 *     null where there is one form only
 * @param reference an independent and naive statement of the formula; null where the form is tested
 *     for its error elsewhere ({@link TranscendentalTest})
 */
record Twin(
    String name,
    List<String> arrays,
    List<int[]> aliases,
    boolean offsets,
    Form facade,
    Form scalar,
    Form vector,
    Form reference) {

  /** Runs on {@code n} elements of arrays with offsets; returns the reduction, if it is one. */
  interface Form {
    double run(int n, float[][] arrays, int[] offsets);
  }

  /** What happens to the i-th elements of all arrays, changed in place. */
  interface Element {
    void apply(float[] v);
  }

  /** What the i-th elements of all arrays contribute to a sum. */
  interface Term {
    double of(float[] v);
  }

  interface One {
    void run(int n, float[] x, int xOffset);
  }

  interface Two {
    void run(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  interface Three {
    void run(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset);
  }

  interface Reduce1 {
    double run(int n, float[] x, int xOffset);
  }

  interface Reduce2 {
    double run(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  static final List<int[]> NONE = List.of();
  static final List<int[]> IN_PLACE = List.of(new int[] {0, 1});
  static final List<int[]> ONTO_EITHER = List.of(new int[] {0, 2}, new int[] {1, 2});

  static final List<Twin> ALL =
      Stream.of(
              TwinElementwise.all(),
              TwinTranscendentals.all(),
              TwinReductions.all(),
              TwinSteps.all().map(TwinSteps::twin))
          .flatMap(s -> s)
          .toList();

  static Twin one(String name, One facade, One scalar, Supplier<One> vector, Element element) {
    return new Twin(
        name,
        List.of("x"),
        NONE,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  static Twin two(
      String name,
      String arrays,
      List<int[]> aliases,
      Two facade,
      Two scalar,
      Supplier<Two> vector,
      Element element) {
    return new Twin(
        name,
        List.of(arrays.split(" ")),
        aliases,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  static Twin three(
      String name,
      String arrays,
      List<int[]> aliases,
      Three facade,
      Three scalar,
      Supplier<Three> vector,
      Element element) {
    return new Twin(
        name,
        List.of(arrays.split(" ")),
        aliases,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  /** A kernel of one form. */
  static Twin single(
      String name, List<String> arrays, List<int[]> aliases, Form kernel, Form reference) {
    return new Twin(name, arrays, aliases, true, kernel, kernel, null, reference);
  }

  static Form form(One kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0]);
      return 0;
    };
  }

  static Form form(Two kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0], a[1], o[1]);
      return 0;
    };
  }

  static Form form(Three kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0], a[1], o[1], a[2], o[2]);
      return 0;
    };
  }

  /** One element after another. */
  static Form each(Element element) {
    if (element == null) {
      return null;
    }
    return (n, a, o) -> {
      for (int i = 0; i < n; i++) {
        float[] v = elements(a, o, i);
        element.apply(v);
        for (int j = 0; j < v.length; j++) {
          a[j][o[j] + i] = v[j];
        }
      }
      return 0;
    };
  }

  static float[] elements(float[][] a, int[] o, int i) {
    float[] v = new float[a.length];
    for (int j = 0; j < v.length; j++) {
      v[j] = a[j][o[j] + i];
    }
    return v;
  }

  @Override
  public String toString() {
    return name;
  }
}
