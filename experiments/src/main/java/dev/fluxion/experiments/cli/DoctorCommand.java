package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.kernel.Simd;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Provenance;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion doctor}: what this machine and this JVM offer. */
@Command(
    name = "doctor",
    description =
        "Show the JDK, the compiler, the vector width, FMA, and why SIMD is off if it is.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Provenance here = Provenance.here("doctor");
    facts.put("java", here.java());
    facts.put("javaHome", System.getProperty("java.home"));
    facts.put("compiler", ManagementFactory.getCompilationMXBean().getName());
    facts.put("vmInfo", System.getProperty("java.vm.info"));
    facts.put("processor", here.processor());
    facts.put("cores", here.cores());
    facts.put("memoryMiB", Runtime.getRuntime().maxMemory() >> 20);
    facts.put("vectorModule", ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    facts.put("vectorBits", Simd.BITS);
    facts.put("fma", Simd.FMA);
    facts.put("simd", Simd.sentence());
    facts.put("code", here.code());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(facts));
    } else {
      facts.forEach((name, value) -> out.printf("%-13s %s%n", name, value));
    }
    out.flush();
    return 0;
  }
}
