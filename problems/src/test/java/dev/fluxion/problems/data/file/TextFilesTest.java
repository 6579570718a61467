package dev.fluxion.problems.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilesTest {
  private static final RandomKey KEY = RandomKey.of(1);

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Samples.write(folder.resolve(name), text).toString();
  }

  private Dataset csv(String text) throws IOException {
    return DataSource.parse(write("t.csv", text)).open(KEY);
  }

  private DataSource csv(String text, Map<String, String> settings) throws IOException {
    Csv plain = (Csv) DataSource.parse(write("t.csv", text));
    return Settings.with(plain, settings);
  }

  private static void refused(DataSource source, String message) {
    IOException e = assertThrows(IOException.class, () -> source.open(KEY));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length,width,species\n5.1,3.5,setosa\n6.2,2.9,virginica\n4.9,3.0,setosa\n",
        "5.1;3.5;setosa\r\n6.2;2.9;virginica\r\n4.9;3.0;setosa",
        "\"length\"\t\"the width\"\tspecies\n5.1\t3.5\tsetosa\n6.2\t2.9\tvirginica\n4.9\t3\tsetosa",
        "5.1 3.5 setosa\n6.2   2.9 virginica\n\n  4.9\t 3 setosa  \n",
        "length \"the width\" kind\r5.1 3.5 \"setosa\"\r 6.2 2.9 virginica\r4.9 3 setosa\r"
      })
  void headerAndDelimiterAreFound(String text) throws IOException {
    Dataset data = csv(text);
    assertEquals("t.csv: 3 rows of 2, 2 classes", data.toString());
    assertEquals(List.of("setosa", "virginica"), data.classes().castToList());
    assertEquals(2.9f, data.feature(1, 1));
    assertEquals(1, data.label(1));
    assertEquals(0, data.label(2));
  }

  @Test
  void theLabelMayBeAnyColumn() throws IOException {
    String text = "y,a,b\n1.5,1,red\n2.5,2,blue\n3.5,3,red\n";
    Dataset data = csv(text, Map.of("label", "y")).open(KEY);
    assertEquals(Shape.of(3), data.sample(), "a, b = blue, b = red");
    assertEquals(2.5f, data.target(1, 0));
    assertEquals(List.of(2f, 1f, 0f), List.of(at(data, 0), at(data, 1), at(data, 2)));
    assertEquals(data, csv(text, Map.of("label", "1")).open(KEY));
    refused(csv(text, Map.of("label", "z")), "unknown column 'z'");
    assertEquals(3, csv(text, Map.of("label", "a")).open(KEY).classes().size());
    assertTrue(!csv(text, Map.of("label", "a", "task", "numbers")).open(KEY).labelled());
  }

  private static float at(Dataset data, int j) {
    return data.feature(1, j);
  }

  @Test
  void columnsAreLeftOutByNameOrNumber() throws IOException {
    String text = "name,a,\"b, c\",y\nx,1,,0.5\nz,2,7,1.5\n";
    Dataset data = csv(text, Map.of("without", "name, 3")).open(KEY);
    assertEquals(Shape.of(1), data.sample());
    assertEquals(List.of(1f, 2f), List.of(data.feature(0, 0), data.feature(1, 0)));
    String path = folder.resolve("t.csv").toString();
    assertEquals(data, DataSource.parse("csv(without=name,3,file=" + path + ",label=y)").open(KEY));
    refused(csv(text, Map.of("without", "nam")), "unknown column 'nam'; did you mean 'name'?");
    refused(csv(text, Map.of("without", "9")), "Known: name, a, b, c, y");
    refused(csv(text, Map.of("without", "name,")), "unknown column ''");
    refused(csv(text, Map.of("without", "y")), "'y' is to be predicted and cannot be left out");
    refused(csv(text, Map.of("label", "a", "without", "2")), "'a' is to be predicted");
    refused(csv(text, Map.of("without", "1,2,3")), "has no column left to predict from");
    refused(csv(text, Map.of("without", "a")), "line 2 has no 'b, c'");
    refused(csv(text, Map.of("without", "a")), "leave the column out: without=a,3");
    Dataset plain = csv("1,x,5\n2,y,6\n", Map.of("without", "2", "header", "no")).open(KEY);
    assertEquals(Shape.of(1), plain.sample());
  }

  @Test
  void whatARefusalSaysToLeaveOutIsAccepted() throws IOException {
    StringBuilder text = new StringBuilder("id,city (or town),a,code,y\n");
    for (int i = 0; i < 101; i++) {
      text.append("w" + i + ",v" + i + "," + i + "," + (i < 50 ? "1" : "1-" + i) + ",0.5\n");
    }
    String table = text.toString();
    refused(csv(table, Map.of()), "column 'id' has 101 different words; column 'city (or town)'");
    refused(csv(table, Map.of()), "at most 100 become features; leave out: without=id,2");
    refused(
        csv(table, Map.of("without", "2,a,code")),
        "column 'id' has 101 different words; at most 100 become features, and no other column");
    refused(csv(table, Map.of("without", "id,2")), "line 52, column 'code': '1-50' is no number");
    refused(csv(table, Map.of("without", "id,2")), "leave the column out: without=id,2,code");
    assertEquals(Shape.of(1), csv(table, Map.of("without", "id,2,code")).open(KEY).sample());
    refused(
        csv(table, Map.of("label", "id", "task", "numbers", "without", "2,code")),
        "line 2, column 'id': 'w0' is no number; set task=classes");
  }

  @Test
  void linesBeforeTheTableAreSkippedAndCounted() throws IOException {
    String text = "A title; of 1999\r\n\r\na,b,c\r\n1,2,0.5\r\n3,4,1.5\r\n";
    refused(
        csv(text, Map.of()),
        "line 3 has 1 fields; the first has 2; if the table begins there, set skip=2");
    Dataset data = csv(text, Map.of("skip", "2")).open(KEY);
    assertEquals("t.csv: 2 rows of 2, 1 numbers to predict", data.toString());
    assertEquals(data, csv(text.replace("\r\n", "\r"), Map.of("skip", "2")).open(KEY));
    assertEquals(data, csv(text.replace("\r\n", "\n"), Map.of("skip", "2")).open(KEY));
    refused(csv(text + "5,6", Map.of("skip", "1")), "line 6 has 2 fields; the first has 3");
    refused(csv("1,2\n".repeat(60) + "3", Map.of()), "line 61 has 1 fields; the first has 2; mend");
    refused(csv(text, Map.of("skip", "9")), "ends within its first 9 lines");
    String banner = "506,2,\n\"a\",\"b\",\"c\"\n1,2,0.5\n3,4,1.5\n";
    refused(csv(banner, Map.of()), "'a' is no number; set skip=1 if it is a name");
    assertEquals(data, csv(banner, Map.of("skip", "1")).open(KEY));
    assertEquals(data, csv("#\n a  b c\n1 2 0.5\n 3 4 1.5", Map.of("skip", "1")).open(KEY));
    refused(csv("#\na b\n1 2\n3", Map.of("skip", "1")), "line 4 has 1 fields");
  }

  @Test
  void wholeNumbersAreClassesInTheirOrder() throws IOException {
    Dataset data = csv("a,b\n0.5,10\n0.6,9\n0.7,10\n");
    assertEquals(List.of("9", "10"), data.classes().castToList());
    assertEquals(1, data.label(0));
  }

  @Test
  void missingValuesAreRefusedSkippedOrReplaced() throws IOException {
    String text = "a,b,c\n1,x,0.5\n,y,1.5\n3,?,2.5\n4,y,\n";
    String all = "set missing=skip or missing=mean, or leave the column out: without=a";
    refused(csv(text, Map.of()), "line 3 has no 'a'; " + all);
    refused(csv("a,b,c\n1,,0.5\n3,,1.5\n", Map.of("missing", "skip")), "set missing=mean");
    Dataset skipped = csv(text, Map.of("missing", "skip")).open(KEY);
    assertEquals(1, skipped.rows());
    refused(csv(text, Map.of("missing", "mean")), "line 5 has no 'c'; set missing=skip");
    Dataset mean = csv("a,b,c\n1,x,0.5\n,y,1.5\n3,?,2.5\n", Map.of("missing", "mean")).open(KEY);
    assertEquals(2, mean.feature(1, 0), "the mean of 1 and 3");
    assertEquals(0, mean.feature(2, 1) + mean.feature(2, 2));
  }

  @Test
  void wrongTablesAreNamedWithTheLine() throws IOException {
    refused(csv("a,b\n1,2\n3\n", Map.of()), "line 3 has 1 fields; the first has 2");
    refused(csv("a,b\n1,2\nx,2\n3,4\n", Map.of("header", "yes")), "line 3, column 'a': 'x'");
    refused(csv("", Map.of()), "is empty");
    refused(csv("a,b\n", Map.of("header", "yes")), "has a header, but no rows");
    refused(csv("1\n2\n", Map.of()), "has one column only");
    refused(csv("a,b\n1,\"2\n", Map.of()), "cannot be read");
    Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xe4, '\n'});
    refused(DataSource.parse(folder + "/latin.csv"), "byte 2 is no UTF-8");
    refused(DataSource.parse(folder + "/none.csv"), "none.csv does not exist");
  }

  @Test
  void tablesOfNumbersHaveTheirClassFirstOrLast() throws IOException {
    String last = write("pen.tra", " 47,100, 27, 8\n  0, 89, 27, 2\n");
    Dataset pen = new Table(last, "", false, 0).open(KEY);
    assertEquals("pen.tra: 2 rows of 3, 9 classes", pen.toString());
    assertEquals(8, pen.label(0));
    String first = write("zip.train", "6.0000 1 0.5 0 -1\n5.0000 1 1 0 0 \n");
    Dataset usps = new Table(first, first, true, 2).open(KEY);
    assertEquals(Shape.of(1, 2, 2), usps.sample());
    assertEquals(6, usps.label(0));
    assertEquals(0.5f, usps.feature(0, 1));
    assertEquals(Split.consecutive(2, 0, 2), usps.split().orElseThrow());
    refused(new Table(first, "", true, 3), "line 1 has 5 fields, not 10 with the class");
    refused(new Table(first, "", false, 0), "see setting classFirst");
    refused(new Table(write("w", "1 2 x 3\n"), "", false, 0), "field 3: 'x' is no number; words");
    refused(new Table(write("e", "\n"), "", false, 0), "has no rows");
  }

  @Test
  void sentencesBecomeBagsOfWords() throws IOException {
    String train = write("train.tsv", "sentence\tlabel\nGood, good film\t1\nbad \"film\n");
    refused(new Tsv(train, "", "sentence", "label", 10), "line 3 has 1 fields; the header has 2");
    train = write("train.tsv", "sentence\tlabel\nGood, good film\t1\nbad \"film\t0\n");
    String dev = write("dev.tsv", "sentence\tlabel\nunknown film\t1\n");
    Dataset data = new Tsv(train, dev, "sentence", "label", 10).open(KEY);
    assertEquals("tsv: 3 rows of 3, 2 classes", data.toString());
    // film and good are twice in it, bad once
    assertEquals((float) StrictMath.log1p(1), data.feature(0, 0));
    assertEquals((float) StrictMath.log1p(2), data.feature(0, 1));
    assertEquals(0, data.feature(2, 1));
    assertEquals(Split.consecutive(2, 1, 0), data.split().orElseThrow());
    assertEquals(2, new Tsv(train, dev, "sentence", "label", 2).open(KEY).sample().size());
    refused(new Tsv(train, "", "text", "label", 10), "unknown column 'text'");
    refused(new Tsv(train, "", "sentence", "y", 10), "Known: sentence, label; set label, or read");
  }

  @Test
  void textBecomesPiecesOfCharacters() throws IOException {
    Dataset data = new Text(write("t.txt", "abcabcaä"), 3).open(KEY);
    assertEquals("t.txt: 2 sequences of 3, 4 tokens", data.toString());
    assertEquals(List.of("a", "b", "c", "ä"), data.classes().castToList());
    assertEquals(0, data.feature(1, 0));
    assertEquals(1, data.target(0, 0));
    assertEquals(0, data.target(1, 2));
    refused(new Text(write("t.txt", "abc"), 3), "has 3 characters");
  }

  @Test
  void aFolderOfOgbIsRead() throws IOException {
    write("g/raw/edge.csv", "0,1\n1,2\n2,3\n");
    write("g/raw/node-feat.csv", "0.5,1\n1,2\n1,0\n0,0\n");
    write("g/raw/node-label.csv", "0\n1\n1\n2\n");
    DataSource source = new Ogb(folder + "/g", "");
    assertTrue(source.open(KEY).split().isEmpty());
    write("g/split/time/train.csv", "3\n0\n");
    write("g/split/time/valid.csv", "1\n");
    write("g/split/time/test.csv", "");
    Dataset data = source.open(KEY);
    assertEquals("ogb: 4 nodes of 2, 3 classes", data.toString());
    assertEquals(IntLists.immutable.with(0, 1, 3, 5, 6), data.graph().orElseThrow().starts());
    assertEquals(IntLists.immutable.with(1, 0, 2, 1, 3, 2), data.graph().orElseThrow().neighbors());
    assertEquals(IntLists.immutable.with(3, 0), data.split().orElseThrow().train());
    refused(new Ogb(folder + "/g", "none"), "has no folder none");
    refused(new Ogb(folder + "/h", ""), "has no folder raw");
    write("g/split/time/valid.csv", "3\n");
    refused(source, "names row 3 twice");
    write("g/raw/edge.csv", "0,1\n1,4\n");
    refused(source, "edge.csv: line 2: 4.0; allowed: whole numbers from 0 to 3");
    write("g/raw/node-label.csv", "0\n1\n1\n");
    refused(source, "node-label.csv has 3 lines of 1, not 4 of 1");
  }

  @Test
  void readersOfFilesWithOtherEndingsAreAskedFor() throws IOException {
    String file = write("table (1).dat", "1 2 3");
    unread(file, "what reads " + file + "? Write, for example, csv(file=" + file + ")");
    unread(folder.toString(), " is a folder; write " + folder + "/ to read images");
    unread("nowhere", "unknown data source 'nowhere'");
  }

  private static void unread(String text, String message) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> DataSource.parse(text), message);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** Whatever bytes are changed or missing: data, or a clean refusal. */
  @Test
  void damagedTablesNeverCrash() throws IOException {
    byte[] good = "a,b,\"c d\"\n1,x,0.5\n2,\"y\"\"z\",1.5\n3,x,2.5\n".getBytes();
    Path file = folder.resolve("damaged.csv");
    for (int i = 0; i < 200; i++) {
      byte[] bad = Arrays.copyOf(good, 1 + KEY.integer(0, i, good.length));
      bad[KEY.integer(1, i, bad.length)] ^= (byte) (1 + KEY.integer(2, i, 255));
      Files.write(file, bad);
      try {
        assertTrue(DataSource.parse(file.toString()).open(KEY).rows() > 0);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }
}
