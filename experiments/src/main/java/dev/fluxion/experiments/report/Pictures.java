package dev.fluxion.experiments.report;

import dev.fluxion.experiments.runner.Notebook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the figures of a report as SVG files that stand alone, for papers and pages. The report
 * draws them itself, in a browser without a window, at a width of 720 pixels in the colours of
 * paper.
 */
public final class Pictures {
  private static final Pattern PICTURE =
      Pattern.compile("<script[^>]*class=\"picture\"[^>]*data-figure=\"([^\"]*)\"[^>]*>([^<]*)<");

  private Pictures() {}

  /**
   * Writes every figure of a report that shows something.
   *
   * @param report the report's file
   * @param folder where to; made if it is not there
   * @return the files, in the order of the report
   * @throws IOException if there is no browser, or a file cannot be read or written
   */
  public static List<Path> write(Path report, Path folder) throws IOException {
    Chromium browser = Chromium.require("a picture of a figure");
    String address = report.toAbsolutePath().toUri() + "#pictures";
    String dom = browser.open(address, 1280, "--force-prefers-reduced-motion").dom();
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    Matcher pictures = PICTURE.matcher(dom);
    while (pictures.find()) {
      byte[] svg = Base64.getDecoder().decode(pictures.group(2).strip());
      String name = pictures.group(1).replaceAll("^figure-", "").replaceAll("[^A-Za-z0-9._-]", "-");
      Path file = folder.resolve(name + ".svg");
      Notebook.write(file, new String(svg, StandardCharsets.UTF_8));
      files.add(file);
    }
    return files;
  }
}
