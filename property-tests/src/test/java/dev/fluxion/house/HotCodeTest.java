package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.house.HotCode.Breach;
import dev.fluxion.house.HotCode.Rule;
import dev.fluxion.house.fixtures.Hot;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What hot code must not do; the rules are {@link HotCode.Rule}. Hot are all kernels, and what the
 * engines of ops, programs, random numbers, optimizers and problems run at every step, with all
 * that they call within Fluxion.
 */
class HotCodeTest {
  /** Kernel methods that no loop calls; where a hot method does call one, it counts as hot. */
  private static final List<Excuse> COLD =
      List.of(
          new Excuse(Rule.NO_ALLOCATION, "kernel/Convert.", "makes an array, for set-up and tests"),
          new Excuse(Rule.NO_ALLOCATION, "kernel/Simd.vmOption", "runs once, when the JVM starts"),
          new Excuse(Rule.NO_INVOKEDYNAMIC, "kernel/Simd.obstacle", "called once, by the same"),
          new Excuse(Rule.NO_INVOKEDYNAMIC, "kernel/Simd.remark", "called once, by the same"),
          new Excuse(
              Rule.NO_ALLOCATION,
              "kernel/BatchedMatMul$OfThread.initialValue",
              "runs once in a thread"),
          new Excuse(
              Rule.NO_ALLOCATION,
              "kernel/MatMulBlocks$OfThread.initialValue",
              "runs once in a thread"));

  /** Exceptions from rules, each with its reason. */
  private static final List<Excuse> EXCUSES =
      List.of(
          new Excuse(Rule.NO_BARE_FMA, "kernel/Fma", "the one place that chooses"),
          new Excuse(
              Rule.NO_ALLOCATION,
              "kernel/MatMulBlocks.atLeast",
              "grows the copies when a product is larger than all before in its thread"),
          new Excuse(
              Rule.NO_ALLOCATION, "parallel/Workers.wake", "starts a thread at its first use"),
          new Excuse(
              Rule.NO_ALLOCATION,
              "tape/Program.requireInputs",
              "looks at the inputs once, at the first replay"));

  /** An exception from a rule; the place, in autodiff, is matched from its beginning. */
  private record Excuse(Rule rule, String place, String reason) {
    boolean covers(Breach breach) {
      return breach.rule() == rule && concerns(breach.place());
    }

    boolean concerns(String where) {
      return where.startsWith(House.AUTODIFF.packagePrefix() + place);
    }
  }

  private static final Map<String, ClassModel> CORE = core();

  @ParameterizedTest
  @EnumSource(names = {"NO_INVOKEDYNAMIC", "NO_ALLOCATION"})
  void hotMethodsKeep(Rule rule) {
    assertEquals(List.of(), unexcused(hotBreaches(), rule));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NO_INVOKEDYNAMIC", "NO_ALLOCATION"})
  void mainClassesKeep(Rule rule) {
    assertEquals(List.of(), unexcused(classBreaches(), rule));
  }

  @Test
  void everyExcuseIsNeededAndHasAReason() {
    List<Breach> breaches =
        Stream.concat(hotBreaches().stream(), classBreaches().stream()).toList();
    for (Excuse excuse : EXCUSES) {
      assertTrue(breaches.stream().anyMatch(excuse::covers), "no longer needed: " + excuse);
      assertFalse(excuse.reason().isBlank());
    }
  }

  @Test
  void theSearchForHotMethodsFindsThem() {
    Set<String> found = hotMethods().keySet();
    for (String expected :
        List.of(
            "autodiff/kernel/Axpy$Vector.axpy",
            "autodiff/kernel/Simd.pays",
            "autodiff/op/ElementwiseOp.forward",
            "autodiff/op/TanhOp.forward",
            "autodiff/op/Permutation.walk", // called
            "autodiff/op/MatMulOp.backward",
            "autodiff/op/FloatFrame.inOffset",
            "autodiff/tape/Workspace.valueAndGradient",
            "autodiff/tape/Workspace.bind",
            "autodiff/tape/Program.requireLength", // called
            "autodiff/random/Threefry$Vector.odd", // called, thrice removed
            "optimizers/Optimizer.step",
            "optimizers/classical/Adam$Engine.take",
            "optimizers/transform/ClipNorm$Engine.change",
            "optimizers/physics/EcdSep$Engine.moveAndTurn", // called
            "optimizers/physics/EcdSep.rescaling", // called, of the enclosing class
            "problems/surface/Rosenbrock$Engine.valueAndGradient")) {
      String name = "dev/fluxion/" + expected;
      assertTrue(found.stream().anyMatch(f -> f.startsWith(name + "(")), name);
    }
    String oracles = "dev/fluxion/(autodiff/tape|optimizers)/.*Definition.*";
    assertEquals(List.of(), found.stream().filter(f -> f.matches(oracles)).toList());
  }

  @Test
  void everyRuleFindsItsBadExample() throws ReflectiveOperationException {
    ClassModel fixture = House.classFile(Hot.class);
    Set<String> found = new TreeSet<>();
    for (MethodModel method : fixture.methods()) {
      String name = method.methodName().stringValue();
      if (!name.equals("<init>") && !name.startsWith("lambda$")) {
        HotCode.inHotMethod(fixture, method).forEach(b -> found.add(name + " " + b.rule()));
      }
    }
    for (Class<?> nested : Hot.class.getDeclaredClasses()) {
      for (Breach b : HotCode.inClass(House.classFile(nested))) {
        found.add(nested.getSimpleName() + " " + b.rule());
      }
    }
    HotCode.inClass(huge(HotCode.HUGE + 1)).forEach(b -> found.add("huge " + b.rule()));
    HotCode.inClass(huge(HotCode.HUGE)).forEach(b -> found.add("just not huge " + b.rule()));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "concatenates NO_INVOKEDYNAMIC",
                "usesLambda NO_INVOKEDYNAMIC",
                "catches NO_INVOKEDYNAMIC",
                "allocatesObject NO_ALLOCATION",
                "allocatesArray NO_ALLOCATION",
                "boxes NO_ALLOCATION",
                "clones NO_ALLOCATION",
                "iterates NO_ALLOCATION",
                "MovingSpecies SPECIES_STATIC_FINAL",
                "Reducing NO_REDUCTION_IN_LOOP",
                "MachineMath NO_MACHINE_MATH",
                "MethodReference NO_MACHINE_MATH",
                "LanewiseMath NO_MACHINE_MATH",
                "Fused NO_BARE_FMA",
                "Dice NO_UNREPEATABLE_RANDOM",
                "MathDice NO_UNREPEATABLE_RANDOM",
                "Watch NO_CLOCK",
                "huge NO_HUGE_METHOD")),
        found);
    Set<Rule> shown =
        found.stream().map(f -> Rule.valueOf(f.split(" ")[1])).collect(Collectors.toSet());
    assertEquals(Set.of(Rule.values()), shown);
  }

  private static List<Breach> unexcused(List<Breach> breaches, Rule rule) {
    return breaches.stream()
        .filter(b -> b.rule() == rule && EXCUSES.stream().noneMatch(e -> e.covers(b)))
        .distinct()
        .toList();
  }

  private static List<Breach> hotBreaches() {
    return hotMethods().values().stream()
        .flatMap(m -> HotCode.inHotMethod(m.parent().orElseThrow(), m).stream())
        .toList();
  }

  private static List<Breach> classBreaches() {
    List<Breach> breaches = new ArrayList<>();
    for (House module : House.values()) {
      for (ClassModel type : module.classes().values()) {
        HotCode.inClass(type).stream()
            .filter(b -> b.rule() != Rule.NO_CLOCK || House.CORE.contains(module))
            .forEach(breaches::add);
      }
    }
    return breaches;
  }

  private static Map<String, ClassModel> core() {
    Map<String, ClassModel> classes = new TreeMap<>();
    House.CORE.forEach(module -> classes.putAll(module.classes()));
    return classes;
  }

  /** All hot methods by class, name and descriptor. */
  private static Map<String, MethodModel> hotMethods() {
    Map<String, MethodModel> hot = new TreeMap<>();
    Deque<MethodModel> open = new ArrayDeque<>();
    CORE.values().stream()
        .flatMap(type -> type.methods().stream())
        .filter(HotCodeTest::isRoot)
        .forEach(open::add);
    while (!open.isEmpty()) {
      MethodModel method = open.pop();
      ClassModel type = method.parent().orElseThrow();
      if (hot.putIfAbsent(id(type.thisClass().asInternalName(), method), method) == null) {
        method.code().stream()
            .flatMap(code -> code.elementStream())
            .filter(InvokeInstruction.class::isInstance)
            .flatMap(call -> callee((InvokeInstruction) call).stream())
            .forEach(open::add);
      }
    }
    return hot;
  }

  private static boolean isRoot(MethodModel method) {
    ClassModel type = method.parent().orElseThrow();
    String owner = type.thisClass().asInternalName();
    String name = method.methodName().stringValue();
    String arguments = method.methodType().stringValue();
    boolean ofEnum = Set.of("values", "$values", "valueOf").contains(name);
    if (name.startsWith("<") || name.startsWith("lambda$") || ofEnum) {
      return false;
    }
    boolean kernel =
        owner.startsWith("dev/fluxion/autodiff/kernel/")
            && COLD.stream().noneMatch(cold -> cold.concerns(HotCode.place(type, method)));
    boolean op =
        Set.of("forward", "backward").contains(name)
            && (owner.startsWith("dev/fluxion/autodiff/op/")
                || arguments.equals("(Ldev/fluxion/autodiff/op/FloatFrame;)V"));
    boolean frame = owner.equals("dev/fluxion/autodiff/op/FloatFrame");
    boolean objective =
        (name.equals("valueAndGradient") && arguments.equals("([F[F)D"))
            || (name.equals("value") && arguments.equals("([F)D"));
    boolean numbers =
        owner.equals("dev/fluxion/autodiff/random/RandomKey")
            && Set.of("bits", "uniforms", "normals", "integer", "integers").contains(name);
    boolean optimizer =
        Set.of("step", "update").contains(name)
            && arguments.equals("([F[FD)Ldev/fluxion/optimizers/Outcome;");
    boolean fused =
        owner.startsWith("dev/fluxion/optimizers/classical/")
            && Set.of("prepare", "take", "commit").contains(name);
    boolean transform =
        owner.startsWith("dev/fluxion/optimizers/transform/")
            && (arguments.equals("([F[F[F)V")
                || (owner.endsWith("Engine") && name.equals("taken")));
    return kernel || op || frame || objective || numbers || optimizer || fused || transform;
  }

  /** The method that is called, if it is one of the core; overriding ones are roots themselves. */
  private static List<MethodModel> callee(InvokeInstruction call) {
    ClassModel type = CORE.get(call.owner().asInternalName());
    if (type == null || call.name().stringValue().startsWith("<")) {
      return List.of();
    }
    return type.methods().stream()
        .filter(m -> m.methodName().equalsString(call.name().stringValue()))
        .filter(m -> m.methodType().equalsString(call.type().stringValue()))
        .toList();
  }

  private static String id(String owner, MethodModel method) {
    return owner + "." + method.methodName().stringValue() + method.methodType().stringValue();
  }

  /** A class with one method of so many bytecodes. */
  private static ClassModel huge(int length) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("Huge"),
                c ->
                    c.withMethodBody(
                        "huge",
                        ConstantDescs.MTD_void,
                        AccessFlag.STATIC.mask(),
                        code -> {
                          for (int i = 1; i < length; i++) {
                            code.nop();
                          }
                          code.return_();
                        }));
    return ClassFile.of().parse(bytes);
  }
}
