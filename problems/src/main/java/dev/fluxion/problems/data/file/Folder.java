package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Square images in folders, one folder for each class; or such folders in {@code train}, and in
 * {@code val} too, as Tiny-ImageNet, whose {@code val/images} lie beside {@code
 * val_annotations.txt}. Pixels are from 0 to 1.
 *
 * <p>Formula: {@code path/class/…/name.png} is an image of its class; {@code name TAB class …} a
 * line of the annotations. An image of another size is brought to side × side by the mean over the
 * area of each pixel; the middle is taken of one that is not square. Transparent pixels are white.
 *
 * <p>Source: Y. Le, X. Yang, «Tiny ImageNet Visual Recognition Challenge», 2015.
 *
 * @param path the folder
 * @param side height and width; 0 for those of the first image, which must be square then
 * @param grey whether colours are made grey
 * @param limit take so many images of a class at most; 0 for all
 */
public record Folder(
    @Setting("folder") String path,
    @Setting(value = "height and width; 0 for those of the first image", min = 0, max = 4096)
        int side,
    @Setting("whether colours are made grey") boolean grey,
    @Setting(value = "images of a class at most; 0 for all", min = 0) int limit)
    implements DataSource {
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".wbmp");

  public Folder {
    Settings.check(Folder.class, path, side, grey, limit);
  }

  /** The folder of Tiny-ImageNet. */
  public Folder() {
    this("tiny-imagenet-200", 0, false, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "folder",
        "Square images in folders, one folder for each class, as Tiny-ImageNet.",
        "path/class/…/name.png is an image of its class",
        "Y. Le, X. Yang, Tiny ImageNet Visual Recognition Challenge, 2015");
  }

  @Override
  public List<String> endings() {
    return List.of("/");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Path root = Path.of(path);
    if (!Files.isDirectory(root)) {
      throw new IOException(path + " is no folder");
    }
    boolean parts = Files.isDirectory(root.resolve("train"));
    Path train = parts ? root.resolve("train") : root;
    List<String> classes = new ArrayList<>();
    for (Path folder : entries(train)) {
      if (Files.isDirectory(folder)) {
        classes.add(folder.getFileName().toString());
      }
    }
    if (classes.isEmpty()) {
      throw new IOException(
          train + " has no folders of classes; put the images of each class into one");
    }
    Collected images = new Collected(classes);
    images.addFolders(train);
    int trained = images.labels.size();
    if (parts && Files.isDirectory(root.resolve("val"))) {
      images.addValidation(root.resolve("val"));
    }
    Dataset all = images.dataset();
    int others = all.rows() - trained;
    return others == 0 ? all : all.with(Split.consecutive(trained, others, 0));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  /** Images with their classes. */
  private final class Collected {
    private final List<String> classes;
    private final List<float[]> pixels = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private int size = side;

    Collected(List<String> classes) {
      this.classes = classes;
    }

    void addFolders(Path folder) throws IOException {
      for (int c = 0; c < classes.size(); c++) {
        Path own = folder.resolve(classes.get(c));
        if (!Files.isDirectory(own)) {
          throw new IOException(folder + " has no folder of the class " + classes.get(c));
        }
        int taken = 0;
        try (Stream<Path> files = Files.walk(own)) {
          for (Path file : files.filter(Folder::isImage).sorted().toList()) {
            if (limit > 0 && taken == limit) {
              break;
            }
            add(file, c);
            taken++;
          }
        }
        if (taken == 0) {
          throw new IOException(
              own + " has no images " + String.join(" ", ENDINGS) + "; remove it, it is no class");
        }
      }
    }

    void addValidation(Path folder) throws IOException {
      Path annotations = folder.resolve("val_annotations.txt");
      if (!Files.exists(annotations)) {
        addFolders(folder);
        return;
      }
      Map<Integer, Integer> taken = new HashMap<>();
      String[] lines = DataFile.lines(annotations);
      for (int n = 0; n < lines.length; n++) {
        if (lines[n].isBlank()) {
          continue;
        }
        String[] fields = lines[n].split("\t");
        int label = fields.length < 2 ? -1 : classes.indexOf(fields[1].strip());
        if (label < 0) {
          throw new IOException(
              annotations + ": line " + (n + 1) + " has no name and class: " + lines[n]);
        }
        if (limit == 0 || taken.merge(label, 1, Integer::sum) <= limit) {
          add(folder.resolve("images").resolve(fields[0].strip()), label);
        }
      }
    }

    private void add(Path file, int label) throws IOException {
      float[] image = ImageFile.read(file, size, grey);
      size = (int) Math.round(Math.sqrt(image.length / (grey ? 1.0 : 3.0)));
      DataFile.requireMemory(file, 4L * Float.BYTES * image.length * (pixels.size() + 1));
      pixels.add(image);
      labels.add(label);
    }

    Dataset dataset() throws IOException {
      int width = pixels.getFirst().length;
      if ((long) width * pixels.size() > Integer.MAX_VALUE - 8) {
        throw new IOException(path + ": more pixels than an array holds; set limit or side");
      }
      float[] features = new float[width * pixels.size()];
      for (int i = 0; i < pixels.size(); i++) {
        System.arraycopy(pixels.get(i), 0, features, i * width, width);
      }
      return Dataset.classes(
          Path.of(path).toAbsolutePath().getFileName().toString(),
          Shape.of(grey ? 1 : 3, size, size),
          features,
          labels.stream().mapToInt(Integer::intValue).toArray(),
          classes);
    }
  }
}
