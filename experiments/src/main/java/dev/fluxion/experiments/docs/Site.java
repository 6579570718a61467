package dev.fluxion.experiments.docs;

import dev.fluxion.experiments.runner.Notebook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The guides as a static site: every page of Markdown becomes a page of HTML beside it, {@code
 * README.md} the {@code index.html} of its folder; everything else is copied. The pages load
 * nothing from elsewhere.
 */
public final class Site {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Pattern LINK = Pattern.compile("(<a href=|<img src=)\"([^\"]*)\"");
  private static final Pattern OUTSIDE =
      Pattern.compile("<a href=\"outside:([^\"]*)\">(.*?)</a>", Pattern.DOTALL);
  private static final Pattern HEADING =
      Pattern.compile("<h2 id=\"([^\"]*)\">(.*?)</h2>", Pattern.DOTALL);
  private static final Pattern TITLE = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final Path source;
  private final Path target;
  private final Map<Path, String> titles = new TreeMap<>();

  /** A site of the pages in one folder, to be written to another. */
  public Site(Path source, Path target) {
    this.source = source.toAbsolutePath().normalize();
    this.target = target.toAbsolutePath().normalize();
  }

  /**
   * Writes the site.
   *
   * @return the pages
   * @throws IOException if there is no README.md, or a file cannot be read or written
   */
  public List<Path> write() throws IOException {
    if (!Files.exists(source.resolve("README.md"))) {
      throw new IOException(source + " has no README.md, the first page of the site");
    }
    if (target.startsWith(source)) {
      throw new IllegalArgumentException(
          "--out = " + target + " lies within " + source + "; choose a folder outside of it");
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Map<Path, String> bodies = new TreeMap<>();
    for (Path file : files) {
      if (page(file)) {
        String body = render(Files.readString(file));
        bodies.put(file, body);
        Matcher title = TITLE.matcher(body);
        titles.put(file, title.find() ? title.group(1) : file.getFileName().toString());
      }
    }
    List<Path> pages = new ArrayList<>();
    for (Path file : files) {
      Path out = target.resolve(source.relativize(html(file)));
      Files.createDirectories(out.getParent());
      if (page(file)) {
        Notebook.write(out, frame(file, linked(file, bodies.get(file))));
        pages.add(out);
      } else {
        Files.copy(file, out, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return pages;
  }

  private static boolean page(Path file) {
    return file.toString().endsWith(".md");
  }

  /** Where a page goes; other files stay where they are. */
  private static Path html(Path file) {
    String name = file.getFileName().toString();
    if (!page(file)) {
      return file;
    }
    return file.resolveSibling(
        name.equals("README.md") ? "index.html" : name.replaceAll("\\.md$", ".html"));
  }

  private static String render(String markdown) {
    String html =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .build()
            .render(Parser.builder().extensions(EXTENSIONS).build().parse(markdown));
    return html.replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
  }

  /** Links between pages lead to their HTML; what lies outside of the folder is named only. */
  private String linked(Path page, String body) {
    String linked =
        LINK.matcher(body)
            .replaceAll(
                link -> Matcher.quoteReplacement(link.group(1) + '"' + target(page, link) + '"'));
    return OUTSIDE
        .matcher(linked)
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    "<span class=\"outside\" title=\"in the repository: %s\">%s</span>"
                        .formatted(link.group(1), link.group(2))));
  }

  private String target(Path page, MatchResult link) {
    String address = link.group(2);
    if (address.matches("[a-z]+:.*") || address.startsWith("#")) {
      return address;
    }
    int hash = address.indexOf('#');
    String path = hash < 0 ? address : address.substring(0, hash);
    Path to = page.resolveSibling(path).normalize();
    if (!to.startsWith(source) || !Files.isRegularFile(to)) {
      return "outside:" + path.replaceAll("^(\\.\\./)+", "");
    }
    Path relative = html(page).getParent().relativize(html(to));
    return relative.toString().replace('\\', '/') + (hash < 0 ? "" : address.substring(hash));
  }

  /** The pages of the first folder: as the first page names them, then the others. */
  private Set<Path> order() throws IOException {
    Set<Path> order = new LinkedHashSet<>();
    order.add(source.resolve("README.md"));
    Matcher links = LINK.matcher(render(Files.readString(source.resolve("README.md"))));
    while (links.find()) {
      order.add(source.resolve(links.group(2)).normalize());
    }
    order.addAll(titles.keySet());
    order.removeIf(file -> !titles.containsKey(file) || !file.getParent().equals(source));
    return order;
  }

  private String frame(Path page, String body) throws IOException {
    StringBuilder navigation = new StringBuilder();
    for (Path file : order()) {
      String href = html(page).getParent().relativize(html(file)).toString().replace('\\', '/');
      String title = file.endsWith("README.md") ? "Overview" : titles.get(file);
      navigation.append(
          "<li><a href=\"%s\"%s>%s</a></li>\n"
              .formatted(href, file.equals(page) ? " aria-current=\"page\"" : "", title));
    }
    StringBuilder contents = new StringBuilder();
    HEADING
        .matcher(body)
        .results()
        .forEach(
            heading ->
                contents.append(
                    "<li><a href=\"#%s\">%s</a></li>\n"
                        .formatted(heading.group(1), heading.group(2))));
    Map<String, String> values =
        Map.of(
            "title", titles.get(page).replaceAll("<[^>]*>", ""),
            "css", resource("site.css"),
            "navigation", navigation.toString(),
            "contents", contents.toString(),
            "body", body,
            "js", resource("site.js"));
    return PLACE
        .matcher(resource("site.html"))
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Site.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the site needs " + name + " on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
