package dev.fluxion.autodiff.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The services of this test are registered in {@code src/test/resources/META-INF/services}. */
public class CatalogTest {
  /** A kind with two entries. */
  public interface Animal extends Described {}

  /** A kind with two entries of the same name. */
  public interface Clash extends Described {}

  /** A kind with no entries. */
  public interface Nothing extends Described {}

  public record Dog() implements Animal {
    @Override
    public Card card() {
      return new Card("dog", "Barks.", "woof", "nature");
    }
  }

  public record Cat() implements Animal {
    @Override
    public Card card() {
      return new Card("cat", "Purrs.", "meow", "nature");
    }
  }

  public record First() implements Clash {
    @Override
    public Card card() {
      return new Card("same", "One.", "1", "nature");
    }
  }

  public record Second() implements Clash {
    @Override
    public Card card() {
      return new Card("same", "Two.", "2", "nature");
    }
  }

  private final Catalog<Animal> animals = Catalog.load("animal", Animal.class);

  @Test
  void registeredEntriesAreFoundAndSortedById() {
    assertEquals("animal", animals.kind());
    assertEquals(List.of("cat", "dog"), List.copyOf(animals.ids()));
    assertEquals(List.of(new Cat(), new Dog()), animals.all());
    assertInstanceOf(Dog.class, animals.get("dog"));
    assertTrue(animals.has("cat"));
    assertFalse(animals.has("Cat"));
  }

  @Test
  void unknownIdsAreRefusedWithTheKnownOnes() {
    assertEquals(
        "unknown animal 'cta'; did you mean 'cat'? Known: cat, dog",
        assertThrows(IllegalArgumentException.class, () -> animals.get("cta")).getMessage());
  }

  @Test
  void twoEntriesOfOneIdAreRefusedByBothClasses() {
    assertEquals(
        "two clashs are called 'same': " + First.class + " and " + Second.class,
        assertThrows(IllegalStateException.class, () -> Catalog.load("clash", Clash.class))
            .getMessage());
  }

  @Test
  void aKindWithoutEntriesIsEmpty() {
    Catalog<Nothing> none = Catalog.load("nothing", Nothing.class);
    assertTrue(none.all().isEmpty());
    assertEquals(
        "unknown nothing 'x'; there are none",
        assertThrows(IllegalArgumentException.class, () -> none.get("x")).getMessage());
  }

  /** The returned list is the caller's own. */
  @Test
  void aCatalogDoesNotFollowTheListItGaveAway() {
    animals.all().clear();
    assertEquals(2, animals.all().size());
  }
}
