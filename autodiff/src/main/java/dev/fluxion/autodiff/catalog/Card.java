package dev.fluxion.autodiff.catalog;

/**
 * What a reader wants to know of an op, an optimizer, a problem or an experiment before reading its
 * code.
 *
 * @param id the name on the command line, in kebab-case
 * @param summary one sentence
 * @param formula the formula, as plain text
 * @param source author, title, year, and section where there is one
 * @param deviation where and why the implementation departs from the source; empty if it does not
 */
public record Card(String id, String summary, String formula, String source, String deviation) {
  public Card {
    requireText("id", id);
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("card id '" + id + "' is not kebab-case");
    }
    requireText("summary", summary);
    requireText("formula", formula);
    requireText("source", source);
    if (deviation == null) {
      throw new IllegalArgumentException("card '" + id + "': deviation is null; use \"\" for none");
    }
  }

  /** A card of something that follows its source to the letter. */
  public Card(String id, String summary, String formula, String source) {
    this(id, summary, formula, source, "");
  }

  private static void requireText(String field, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("a card needs its " + field);
    }
  }
}
